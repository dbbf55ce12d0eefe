// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/openapi.h"

#include <array>

#include "adapters/http/endpoint.h"
#include "adapters/json/json.h"
#include "grammar/base/check.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::list_data;
using engine::object_data;
using engine::set_member;
using engine::text_data;

/// What bodies look like. Commands and events are described in words where their members depend on
/// their kind (adapters/json/README.md).
constexpr std::string_view kSchemas = R"json({
  "Command": {
    "type": "object",
    "description": "One command; the members beside `by` tell which.",
    "properties": {
      "by": {"type": "string", "minLength": 1, "description": "Who acts: a person's id."},
      "at": {"type": "string", "description": "When it happened; if missing, now."},
      "on_behalf_of": {"type": "string", "minLength": 1},
      "action": {"type": "string", "minLength": 1},
      "data": {"type": "object"},
      "force": {"type": ["boolean", "integer"]},
      "observe": {"type": "boolean"},
      "reason": {"type": "string", "minLength": 1},
      "business_key": {"type": "string", "minLength": 1},
      "revision": {"type": "integer", "minimum": 1},
      "decide": {"type": "object"}, "withdraw": {"type": "integer", "minimum": 1},
      "claim": {"type": "object"}, "delegate": {"type": "object"},
      "transfer": {"type": "object"}, "excuse": {"type": "object"},
      "tick": {"type": "boolean"}, "delivered": {"type": "object"},
      "outage": {"type": "object"}, "clock_suspect": {"type": "boolean"},
      "delivery": {"type": "object"}
    },
    "additionalProperties": false
  },
  "Event": {
    "type": "object",
    "properties": {"event": {"type": "string"}},
    "required": ["event"]
  },
  "Preview": {
    "type": "object",
    "properties": {
      "takes_effect": {"type": "boolean"},
      "as_of": {"type": "string"},
      "holds_until": {"type": "string"},
      "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}}
    },
    "required": ["takes_effect", "as_of", "events"]
  },
  "Reply": {
    "type": "object",
    "properties": {
      "sequence": {"type": "integer"},
      "repeated": {"type": "boolean"},
      "received": {"type": "string"},
      "takes_effect": {"type": "boolean"},
      "command": {"type": "object"},
      "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}}
    },
    "required": ["sequence", "repeated", "received", "events"]
  },
  "Page": {
    "type": "object",
    "properties": {
      "items": {"type": "array", "items": {"type": "object"}},
      "next": {"type": "integer", "description": "Pass it as `after` to go on."}
    },
    "required": ["items"]
  },
  "Rulebooks": {
    "type": "object",
    "properties": {
      "rulebooks": {"type": "array", "items": {
        "type": "object",
        "properties": {
          "name": {"type": "string", "minLength": 1, "description": "As diagnostics call it."},
          "text": {"type": "string", "minLength": 1},
          "names": {"type": "string", "description": "The table of Chinese names."}
        },
        "required": ["name", "text"], "additionalProperties": false}},
      "withdraw": {"type": "array", "items": {"type": "string"}}
    },
    "additionalProperties": false
  },
  "Organisation": {"type": "object", "description": "policies/README.md; YAML or JSON."},
  "Redaction": {
    "type": "object",
    "properties": {
      "entry": {"type": "integer", "minimum": 2},
      "fields": {"type": "array", "minItems": 1, "items": {"type": "string"}},
      "reason": {"type": "string", "minLength": 1}
    },
    "required": ["entry", "fields", "reason"]
  },
  "Publication": {
    "type": "object",
    "properties": {
      "number": {"type": "integer"},
      "kind": {"type": "string", "enum": ["rulebooks", "organisation", "redaction"]},
      "state": {"type": "string", "enum": ["waiting", "in_force", "dropped"]},
      "proposed_by": {"type": "string"}, "proposed_at": {"type": "string"},
      "confirmed_by": {"type": "string"}, "dropped_by": {"type": "string"},
      "closed_at": {"type": "string"}, "sequence": {"type": "integer"},
      "entry": {"type": "integer"}, "reason": {"type": "string"},
      "changes": {"type": "array", "items": {"type": "string"}},
      "diagnostics": {"type": "array", "items": {"type": "object"}}
    },
    "required": ["number", "kind", "state", "proposed_by", "proposed_at", "changes"]
  },
  "Evaluation": {
    "type": "object",
    "properties": {
      "subject": {"type": "object"}, "action": {"type": "object"},
      "resource": {"type": "object"}, "context": {"type": "object"},
      "evaluations": {"type": "array", "items": {"type": "object"}},
      "options": {"type": "object"}
    }
  },
  "Decision": {
    "type": "object",
    "properties": {"decision": {"type": "boolean"}, "context": {"type": "object"}},
    "required": ["decision"]
  },
  "Decisions": {
    "type": "object",
    "properties": {
      "decision": {"type": "boolean"}, "context": {"type": "object"},
      "evaluations": {"type": "array", "items": {"$ref": "#/components/schemas/Decision"}}
    }
  },
  "Run": {
    "type": "object",
    "properties": {
      "process": {"type": "string"}, "key": {"type": "string"},
      "state": {"type": "string", "enum": ["running", "suspended", "ended", "cancelled"]},
      "owner": {"type": "string"}, "started": {"type": "string"}, "due": {"type": "string"},
      "planned_end": {"type": "string"}, "expected_end": {"type": "string"},
      "ended": {"type": "string"},
      "late_ms": {"type": "integer", "description": "Behind the planned end; negative: gained."},
      "steps": {"type": "array", "items": {"type": "object"}}
    },
    "required": ["process", "key", "state", "late_ms", "steps"]
  },
  "Delay": {
    "type": "object",
    "properties": {
      "process": {"type": "string"}, "key": {"type": "string"},
      "late": {"type": "boolean"}, "as_of": {"type": "string"},
      "late_ms": {"type": "integer", "description": "The sum of `adds_ms` of all parts."},
      "parts": {"type": "array", "items": {
        "type": "object",
        "properties": {
          "at": {"type": "string"},
          "cause": {"type": "string", "enum": ["delivered", "open", "told_late", "returned",
                    "withdrawn", "held", "suspended", "awaited", "moved", "hand_over",
                    "unattended"]},
          "adds_ms": {"type": "integer"}
        },
        "required": ["at", "cause", "adds_ms"]}},
      "root": {"type": "object"}
    },
    "required": ["process", "key", "late", "late_ms", "as_of", "parts"]
  },
  "Events": {"type": "string"},
  "Head": {
    "type": "object",
    "properties": {"size": {"type": "integer"}, "head": {"type": "string"}},
    "required": ["size", "head"]
  },
  "Problem": {
    "type": "object",
    "properties": {
      "type": {"type": "string"},
      "status": {"type": "integer"},
      "title": {"type": "string"},
      "title_zh": {"type": "string"},
      "errors": {"type": "array", "items": {"type": "object"}}
    },
    "required": ["type", "status", "title", "title_zh", "errors"]
  }
})json";

Data reference(std::string_view schema) {
    Data object = object_data();
    set_member(object, "$ref", text_data("#/components/schemas/" + std::string(schema)));
    return object;
}

Data content(std::string_view type, std::string_view schema) {
    Data media = object_data();
    set_member(media, "schema", reference(schema));
    Data object = object_data();
    set_member(object, type, std::move(media));
    return object;
}

Data parameter(std::string_view name, std::string_view place, std::string_view description,
               bool required) {
    Data schema = object_data();
    set_member(schema, "type", text_data("string"));
    Data object = object_data();
    set_member(object, "name", text_data(name));
    set_member(object, "in", text_data(place));
    set_member(object, "description", text_data(description));
    set_member(object, "required", {engine::DataKind::kYesNo, required ? "true" : "false", {}, {}});
    set_member(object, "schema", std::move(schema));
    return object;
}

Data parameters_of(const Endpoint& endpoint) {
    Data list = list_data();
    for (std::size_t at = endpoint.path.find('{'); at != std::string_view::npos;
         at = endpoint.path.find('{', at + 1)) {
        const std::size_t end = endpoint.path.find('}', at);
        list.items.push_back(
            parameter(endpoint.path.substr(at + 1, end - at - 1), "path", "", true));
    }
    for (const QueryParameter& query : endpoint.query) {
        list.items.push_back(parameter(query.name, "query", query.description, query.required));
    }
    if (endpoint.command) {
        list.items.push_back(parameter(
            "Idempotency-Key", "header",
            "The command's id, yours to choose; sent again, it is answered again.", true));
    }
    return list;
}

Data response(std::string_view description, std::string_view type, std::string_view schema) {
    Data object = object_data();
    set_member(object, "description", text_data(description));
    set_member(object, "content", content(type, schema));
    return object;
}

Data responses_of(const Endpoint& endpoint) {
    Data responses = object_data();
    set_member(responses, "200",
               response("The answer.", endpoint.response_type, endpoint.response_schema));
    const auto add = [&](std::string_view status, std::string_view description) {
        set_member(responses, status, response(description, kProblemType, "Problem"));
    };
    add("400", "The request is not well-formed; `errors` says where.");
    add("401", "The key is not known.");
    if (endpoint.right != Right::kReadRules) {
        add("403", "The key may not do this.");
    }
    if (endpoint.path.find('{') != std::string_view::npos || endpoint.names_in_body) {
        add("404", "It is not there, or may not be seen.");
    }
    if (!endpoint.request_schema.empty()) {
        add("413", "The body is too large.");
        add("415", "The body is not JSON.");
    }
    add("429", "This client asks too often; come back after Retry-After.");
    if (endpoint.right == Right::kPublish) {
        add("409", "The proposal is closed, or something else was put in force since.");
        add("422", "What was sent does not check, does not fit, or fails its tests.");
        add("507", "The disk is full; nothing was recorded.");
    }
    if (endpoint.right == Right::kReadOwn || endpoint.right == Right::kReadAll) {
        add("507", "The view could not be noted.");
    }
    if (endpoint.command) {
        add("409", "The same command is being carried out.");
        add("422", "The id was used for another command.");
        add("507", "The disk is full; nothing was recorded.");
    }
    add("503",
        "Too many requests are waiting; come back after Retry-After. For what records something "
        "also: the ledger was found to be damaged.");
    return responses;
}

Data operation_of(const Endpoint& endpoint) {
    Data operation = object_data();
    set_member(operation, "operationId", text_data(endpoint.operation));
    set_member(operation, "summary", text_data(endpoint.summary));
    set_member(operation, "parameters", parameters_of(endpoint));
    if (!endpoint.request_schema.empty()) {
        Data body = object_data();
        set_member(body, "required", {engine::DataKind::kYesNo, "true", {}, {}});
        Data media = content(kJsonType, endpoint.request_schema);
        if (endpoint.yaml) {
            set_member(media, "application/yaml", media.items.front());
        }
        set_member(body, "content", std::move(media));
        set_member(operation, "requestBody", std::move(body));
    }
    set_member(operation, "responses", responses_of(endpoint));
    return operation;
}

std::string description() {
    Data paths = object_data();
    for (const Endpoint& endpoint : endpoints()) {
        const Data* const known = paths.member(endpoint.path);
        Data path = known == nullptr ? object_data() : *known;
        std::string method(endpoint.method);
        for (char& letter : method) {
            letter = static_cast<char>(letter | 0x20);
        }
        set_member(path, method, operation_of(endpoint));
        set_member(paths, endpoint.path, std::move(path));
    }
    const auto schemas = parse_json(kSchemas);
    ONUS_CHECK(schemas.has_value(), "the schemas are JSON");
    const auto frame = parse_json(std::string_view(R"json({
      "openapi": "3.1.0",
      "info": {"title": "Onus", "version": "1",
               "description": "Rules of an organisation, held against every action."},
      "security": [{"key": []}, {"certificate": []}]})json"));
    ONUS_CHECK(frame.has_value(), "the frame is JSON");
    Data document = *frame;
    set_member(document, "paths", std::move(paths));
    const auto security =
        parse_json(std::string_view(R"json({"key": {"type": "http", "scheme": "bearer"},
            "certificate": {"type": "mutualTLS"}})json"));
    Data components = object_data();
    set_member(components, "schemas", *schemas);
    set_member(components, "securitySchemes", *security);
    set_member(document, "components", std::move(components));
    return to_json(document);
}

}  // namespace

HttpResponse openapi_page() {
    static const std::string kDocument = description();
    HttpResponse response;
    response.body = kDocument;
    return response;
}

}  // namespace onus::adapters
