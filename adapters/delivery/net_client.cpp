// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/net_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kAnswerMax = 64U << 10U;
constexpr long kConnectMs = 3000;
constexpr long kTotalMs = 10'000;
constexpr long kMailMs = 30'000;

/// The library is made ready once for the process and never ended.
void start_library() {
    static const bool kStarted = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    ONUS_CHECK(kStarted, "the network library starts");
}

struct Headers {
    curl_slist* list = nullptr;
    Headers() = default;
    Headers(const Headers&) = delete;
    Headers& operator=(const Headers&) = delete;
    ~Headers() { curl_slist_free_all(list); }
    void add(const std::string& line) {
        list = curl_slist_append(list, line.c_str());
        ONUS_CHECK(list != nullptr, "there is memory for a header");
    }
};

std::size_t keep_answer(char* data, std::size_t, std::size_t size, void* target) {
    auto& body = *static_cast<std::string*>(target);
    body.append(data, std::min(size, kAnswerMax - std::min(kAnswerMax, body.size())));
    return size;
}

struct Upload {
    std::string_view left;
};

std::size_t give_mail(char* buffer, std::size_t, std::size_t room, void* source) {
    auto& upload = *static_cast<Upload*>(source);
    const std::size_t size = std::min(room, upload.left.size());
    std::memcpy(buffer, upload.left.data(), size);
    upload.left.remove_prefix(size);
    return size;
}

Diagnostic reason_of(CURLcode code, std::string_view url) {
    DiagnosticKind kind = DiagnosticKind::kDeliveryTransport;
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
            kind = DiagnosticKind::kDeliveryNoConnection;
            break;
        case CURLE_OPERATION_TIMEDOUT:
            kind = DiagnosticKind::kDeliveryTimeout;
            break;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_USE_SSL_FAILED:
            kind = DiagnosticKind::kDeliveryCertificate;
            break;
        default:
            break;
    }
    return failure(kind, {host_of(url)}).value();
}

}  // namespace

std::string host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) {
        url.remove_prefix(scheme + 3);
    }
    return std::string(url.substr(0, url.find_first_of("/?#")));
}

bool is_loopback(std::string_view url) {
    const std::string host = host_of(url);
    const auto is = [&](std::string_view name) {
        return host == name || host.starts_with(std::string(name) + ":");
    };
    // Before an "@" stands a name for logging in, not the host.
    return host.find('@') == std::string::npos &&
           (is("localhost") || is("127.0.0.1") || is("[::1]"));
}

struct NetClient::Impl {
    explicit Impl(std::string the_ca) : ca(std::move(the_ca)) {
        start_library();
        handle = curl_easy_init();
        ONUS_CHECK(handle != nullptr, "there is memory for a connection");
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { curl_easy_cleanup(handle); }

    /// Forgets the request before, and keeps its connection.
    void begin(const std::string& url, const char* protocols, long total_ms) {
        curl_easy_reset(handle);
        curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, protocols);
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, total_ms);
        curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, goes_on);
        curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &aborted);
        if (!ca.empty()) {
            curl_easy_setopt(handle, CURLOPT_CAINFO, ca.c_str());
        }
    }

    static int goes_on(void* aborted, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        return *static_cast<const std::atomic<bool>*>(aborted) ? 1 : 0;
    }

    std::string ca;
    std::atomic<bool> aborted = false;
    CURL* handle = nullptr;
};

NetClient::NetClient(std::string ca) : impl_(std::make_unique<Impl>(std::move(ca))) {}
NetClient::~NetClient() = default;

void NetClient::abort() { impl_->aborted = true; }

Result<HttpAnswer> NetClient::post(const Post& post) {
    ONUS_CHECK(post.body.size() <= kBodyMax, "messages are cut before they are sent");
    CURL* const handle = impl_->handle;
    impl_->begin(post.url, "http,https", kTotalMs);
    Headers headers;
    headers.add("Content-Type: " + post.content_type);
    headers.add("Expect:");
    for (const auto& [name, value] : post.headers) {
        std::string line = name;
        headers.add(line.append(": ").append(value));
    }
    HttpAnswer answer;
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.list);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "onus");
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, post.body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(post.body.size()));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep_answer);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
    if (const CURLcode code = curl_easy_perform(handle); code != CURLE_OK) {
        return tl::make_unexpected(reason_of(code, post.url));
    }
    long status = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &retry_after);
    answer.status = static_cast<unsigned>(status);
    answer.retry_after_ms = retry_after * 1000;
    return answer;
}

Result<unsigned> NetClient::send(const Mail& mail) {
    CURL* const handle = impl_->handle;
    impl_->begin(mail.url, "smtp,smtps", kMailMs);
    Headers receivers;
    receivers.add("<" + mail.to + ">");
    Upload upload{mail.content};
    const std::string from = "<" + mail.from + ">";
    const bool clear = is_loopback(mail.url) && impl_->ca.empty();
    curl_easy_setopt(handle, CURLOPT_USE_SSL,
                     static_cast<long>(clear ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, receivers.list);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give_mail);
    curl_easy_setopt(handle, CURLOPT_READDATA, &upload);
    if (!mail.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, mail.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, mail.password.c_str());
    }
    const CURLcode code = curl_easy_perform(handle);
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK) {
        return 250U;
    }
    // A refusal is an answer; everything else is none.
    if (status < 400) {
        return tl::make_unexpected(reason_of(code, mail.url));
    }
    return static_cast<unsigned>(status);
}

}  // namespace onus::adapters
