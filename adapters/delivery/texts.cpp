// SPDX-License-Identifier: Apache-2.0
//
// Messages as texts that fit where they go.

#include <algorithm>
#include <array>

#include "adapters/delivery/signature.h"
#include "adapters/delivery/transports.h"
#include "adapters/evidence/base64.h"
#include "grammar/base/civil.h"

namespace onus::adapters {
namespace {

constexpr std::string_view kCutEnglish = " … (cut)";
constexpr std::string_view kCutChinese = "……（已截断）";

/// Of one encoded word of a header, before its encoding.
constexpr std::size_t kWordBytes = 45;
constexpr std::size_t kLineLength = 76;

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// The longest beginning of at most `bytes` bytes that ends with a whole character.
std::string_view whole_characters(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) {
        return text;
    }
    while (bytes > 0 && !begins_character(text[bytes])) {
        --bytes;
    }
    return text.substr(0, bytes);
}

/// RFC 2047.
std::string encoded_words(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view part = whole_characters(text, kWordBytes);
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + to_base64(part) + "?=";
        text.remove_prefix(part.size());
    }
    return out;
}

/// RFC 5322, section 3.3.
std::string mail_date(Instant now) {
    constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu",
                                                       "Fri", "Sat", "Sun"};
    constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const LocalTime time = to_local(now, 0);
    const YearMonthDay day = split(time.date);
    std::string clock = to_string(TimeOfDay{time.time.ms / 1000 * 1000});
    if (clock.size() == 5) {
        clock += ":00";
    }
    return std::string(kDays[static_cast<std::size_t>(weekday_of(time.date))]) + ", " +
           std::to_string(day.day) + " " +
           std::string(kMonths[static_cast<std::size_t>(day.month - 1)]) + " " +
           std::to_string(day.year) + " " + clock + " +0000";
}

std::string in_lines(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += kLineLength) {
        out += text.substr(at, kLineLength) + "\r\n";
    }
    return out;
}

}  // namespace

std::string cut(std::string_view text, std::size_t bytes, Language language) {
    if (text.size() <= bytes) {
        return std::string(text);
    }
    const std::string_view mark = language == Language::kEnglish ? kCutEnglish : kCutChinese;
    return std::string(whole_characters(text, bytes - std::min(bytes, mark.size()))) +
           std::string(mark);
}

std::string text_of(const Parcel& parcel) {
    if (parcel.size() == 1) {
        return parcel.front().text;
    }
    const std::string count = std::to_string(parcel.size());
    std::string text = parcel.front().language == Language::kEnglish ? count + " messages:"
                                                                     : "共" + count + "条消息：";
    for (std::size_t i = 0; i < parcel.size(); ++i) {
        text += "\n" + std::to_string(i + 1) + ". " + parcel[i].text;
    }
    return text;
}

std::string mail_content(const ChannelSettings& settings, const Message& message, Instant now) {
    const std::string host = settings.from.substr(settings.from.find('@') + 1);
    return "Date: " + mail_date(now) + "\r\nFrom: <" + settings.from + ">\r\nTo: <" +
           message.address + ">\r\nMessage-ID: <" + message.id + "@" + host +
           ">\r\nSubject: " + encoded_words(message.subject) +
           "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n" +
           in_lines(to_base64(message.text));
}

}  // namespace onus::adapters
