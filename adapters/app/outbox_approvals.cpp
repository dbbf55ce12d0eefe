// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/outbox_approvals.h"

#include <map>

#include "adapters/app/outbox_messages.h"
#include "adapters/delivery/transports.h"
#include "adapters/json/json.h"
#include "adapters/text/about_words.h"
#include "adapters/text/narrator.h"
#include "engine/run/render.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::list_data;
using engine::object_data;
using engine::set_member;
using engine::text_data;

constexpr std::string_view kTitle = "@i18n@1";
constexpr std::string_view kFieldName = "@i18n@2";
constexpr std::string_view kFieldValue = "@i18n@3";
constexpr std::string_view kApprove = "@i18n@4";
constexpr std::string_view kReject = "@i18n@5";
constexpr std::size_t kTextBytes = 2000;

std::string_view status_of(const engine::MatterRow& matter) {
    if (matter.open) {
        return "PENDING";
    }
    if (!matter.decision) {
        return "CANCELED";
    }
    return *matter.decision == engine::Decision::kApprove ? "APPROVED" : "REJECTED";
}

Data yes() { return Data{engine::DataKind::kYesNo, "true", {}, {}}; }

class Instance {
  public:
    Instance(const engine::Session& session, const ApprovalSettings& settings,
             const engine::MatterRow& matter, Instant updated)
        : session_(session), settings_(settings), matter_(matter), updated_(updated) {
        const engine::AttemptRow* const attempt = session.state().attempt(matter.opened.attempt);
        actor_ = attempt == nullptr ? std::string() : attempt->judged.actor;
        id_ = ledger_words(session) + "-m" + std::to_string(matter.opened.matter);
        // Both see the same form: what one of them may not see is not in it.
        matter_ = viewer_of(session, {matter_.decider, {}})->see(std::move(matter_));
        if (!actor_.empty()) {
            matter_ = viewer_of(session, {actor_, {}})->see(std::move(matter_));
        }
    }

    [[nodiscard]] bool concerns_somebody() const {
        return settings_.users.contains(matter_.decider) || settings_.users.contains(actor_);
    }

    [[nodiscard]] Data data() const {
        Data object = object_data();
        const auto add = [&](std::string_view name, Data value) {
            set_member(object, name, std::move(value));
        };
        add("approval_code", text_data(settings_.approval_code));
        add("status", text_data(status_of(matter_)));
        add("instance_id", text_data(id_));
        add("links", links());
        add("title", text_data(kTitle));
        add("form", form());
        const auto user = settings_.users.find(actor_);
        if (user != settings_.users.end()) {
            add("user_id", text_data(user->second));
        } else {
            add("user_name", text_data(render_person(context(), actor_, Language::kChinese)));
        }
        add("start_time", time(matter_.opened.opened));
        add("end_time", matter_.open ? text_data("0") : time(updated_));
        add("update_time", time(updated_));
        add("update_mode", text_data("REPLACE"));
        add("display_method", text_data("BROWSER"));
        add("task_list", tasks());
        add("i18n_resources", words());
        return object;
    }

  private:
    [[nodiscard]] engine::RenderContext context() const {
        return Narrator(session_.world(), session_.state(), {})
            .context(session_.world().program_at(updated_), updated_);
    }

    static Data time(Instant at) { return text_data(std::to_string(at.ms)); }

    [[nodiscard]] Data links() const {
        const std::string link = settings_.link + std::to_string(matter_.opened.matter);
        Data data = object_data();
        set_member(data, "pc_link", text_data(link));
        set_member(data, "mobile_link", text_data(link));
        return data;
    }

    static Data form() {
        Data field = object_data();
        set_member(field, "name", text_data(kFieldName));
        set_member(field, "value", text_data(kFieldValue));
        Data list = list_data();
        list.items.push_back(std::move(field));
        return list;
    }

    static Data action(std::string_view type, std::string_view name) {
        Data data = object_data();
        set_member(data, "action_type", text_data(type));
        set_member(data, "action_name", text_data(name));
        // A decision has an opinion.
        set_member(data, "is_need_reason", yes());
        set_member(data, "is_reason_required", yes());
        return data;
    }

    [[nodiscard]] Data tasks() const {
        Data list = list_data();
        const auto user = settings_.users.find(matter_.decider);
        if (user == settings_.users.end()) {
            return list;
        }
        Data task = object_data();
        // Whoever is asked next gets a task of his own.
        set_member(task, "task_id", text_data(id_ + "-t" + std::to_string(matter_.level)));
        set_member(task, "user_id", text_data(user->second));
        set_member(task, "title", text_data(kTitle));
        set_member(task, "links", links());
        const std::string_view status = status_of(matter_);
        set_member(task, "status", text_data(status == "CANCELED" ? "DONE" : status));
        set_member(task, "create_time", time(matter_.counted_from));
        set_member(task, "end_time", matter_.open ? text_data("0") : time(updated_));
        set_member(task, "update_time", time(updated_));
        set_member(task, "action_context", text_data(std::to_string(matter_.opened.matter)));
        if (matter_.open) {
            Data actions = list_data();
            actions.items.push_back(action("APPROVE", kApprove));
            actions.items.push_back(action("REJECT", kReject));
            set_member(task, "action_configs", std::move(actions));
        }
        list.items.push_back(std::move(task));
        return list;
    }

    /// "Waits for your decision. (order A1, answer until 2026-03-05 18:00, Retail Manual 4.2)"
    [[nodiscard]] std::string about(const std::string& title, Language language) const {
        engine::Notified notified;
        notified.declaration = matter_.opened.declaration;
        notified.attempt = matter_.opened.attempt;
        notified.duty = matter_.opened.duty;
        notified.matter = matter_.opened.matter;
        const engine::AttemptRow* const attempt =
            session_.state().attempt(attempt_behind(session_.state(), notified));
        std::optional<engine::Event> seen;
        if (attempt != nullptr) {
            seen = viewer_of(session_, {matter_.decider, {}})->see(engine::Event{attempt->judged});
        }
        const auto* const judged = seen ? std::get_if<engine::Judged>(&*seen) : nullptr;
        std::string text = render(context(), matter_.opened.text, language);
        const bool english = language == Language::kEnglish;
        std::string notes;
        for (const std::string& note : about_words(context(), session_.world(), session_.state(),
                                                   notified, judged, title + text, language)) {
            notes += (notes.empty() ? "" : english ? ", " : "，") + note;
        }
        return notes.empty() ? text
                             : text + (english ? " (" : "（") + notes + (english ? ")" : "）");
    }

    [[nodiscard]] Data words() const {
        Data list = list_data();
        for (const Language language : {Language::kChinese, Language::kEnglish}) {
            const bool english = language == Language::kEnglish;
            const std::string number = std::to_string(matter_.opened.matter);
            std::string title = (english ? "Matter " : "待办") + number;
            if (!matter_.opened.declaration.empty()) {
                title += (english ? ": " : "：") +
                         render_name(context(), matter_.opened.declaration, language);
            }
            Data texts = list_data();
            const auto add = [&](std::string_view key, std::string_view value) {
                Data text = object_data();
                set_member(text, "key", text_data(key));
                set_member(text, "value", text_data(value));
                texts.items.push_back(std::move(text));
            };
            add(kTitle, title);
            add(kFieldName, english ? "About" : "事由");
            add(kFieldValue, cut(about(title, language), kTextBytes, language));
            add(kApprove, english ? "Approve" : "批准");
            add(kReject, english ? "Reject" : "驳回");
            Data resource = object_data();
            set_member(resource, "locale", text_data(english ? "en-US" : "zh-CN"));
            set_member(resource, "is_default",
                       Data{engine::DataKind::kYesNo, english ? "false" : "true", {}, {}});
            set_member(resource, "texts", std::move(texts));
            list.items.push_back(std::move(resource));
        }
        return list;
    }

    const engine::Session& session_;
    const ApprovalSettings& settings_;
    engine::MatterRow matter_;
    Instant updated_;
    std::string actor_;
    std::string id_;
};

}  // namespace

std::vector<Message> approvals_of(const engine::Session& session, const engine::Reply& reply,
                                  const ApprovalSettings& settings) {
    // The last place of each matter in the entry.
    std::map<std::uint64_t, std::size_t> matters;
    for (std::size_t place = 0; place < reply.events.size(); ++place) {
        if (const auto* opened = std::get_if<engine::MatterOpened>(&reply.events[place])) {
            matters[opened->matter] = place;
        } else if (const auto* changed = std::get_if<engine::MatterChanged>(&reply.events[place])) {
            matters[changed->matter] = place;
        }
    }
    std::map<std::size_t, std::uint64_t> by_place;
    for (const auto& [matter, place] : matters) {
        by_place[place] = matter;
    }
    std::vector<Message> messages;
    for (const auto& [place, number] : by_place) {
        const engine::MatterRow* const matter = session.state().matter(number);
        if (matter == nullptr) {
            continue;
        }
        const Instance instance(session, settings, *matter, reply.received);
        if (!instance.concerns_somebody()) {
            continue;
        }
        Message message;
        message.number = place_number(reply.sequence, place);
        message.id = ledger_words(session) + "-" + std::to_string(reply.sequence) + "-" +
                     std::to_string(place);
        message.since = reply.received;
        message.envelope = to_json(instance.data());
        messages.push_back(std::move(message));
    }
    return messages;
}

}  // namespace onus::adapters
