// SPDX-License-Identifier: Apache-2.0
//
// The retail case as a rulebook and an organisation, for tests of the engine.

#pragma once

#include <string>

namespace onus::test {

inline constexpr const char* kRetail = R"(
rulebook retail "Retail returns" "零售退货管理"
  level company
  effective 2025-07-01
  owner customer_service.head
  calendar cn_retail

role sales_clerk    reports to store_manager
role store_manager  reports to area_manager
role area_manager
role service_agent

record order
  number   : text    unique
  seller   : person
  channel  : one of store, online
  promised : days

action submit_order (order) by sales_clerk
  creates order
action file_complaint (order, topic: one of (return_promise, quality)) by service_agent

define return_limit (order) : days is 3 days
  except online_sale if order.channel is online then 7 days
    cite "Consumer Rights Law, Art. 25"

rule return_window "A clerk may not promise a longer return period than the company allows"
  cite "Retail Manual 4.2"
  when submit_order
  require order.promised at most return_limit(order)
  otherwise
    warn "Order {order.number} promises {order.promised}; the limit is {return_limit(order)}."

duty decide_forced_order "The supervisor decides every forced order within 24 hours"
  when forced return_window
  bearer actor.supervisor
  must decide
  within 24 hours
  remind 50%, 80%
  in absence bearer.supervisor
  overdue log not_decided_in_time against bearer
              "{bearer} left order {order.number} undecided for 24 hours."
          escalate to bearer.supervisor answer within 1 working day

liability over_promised_return "Seller and supervisor share the responsibility"
  when file_complaint if topic is return_promise
  trace order through submit_order
  share 70% by submit_order.actor
  share 30% by submit_order.actor.supervisor
        except if duty decide_forced_order is rejected_in_time then by submit_order.actor
  untraceable notify customer_service.head
)";

inline constexpr const char* kShop = R"(
organisation: shop
fallback: gm
persons:
  gm:   {name: Gao, name_zh: 高总}
  zhao: {name: Zhao, name_zh: 赵区域}
  wang: {name: Wang, name_zh: 王店长}
  li:   {name: Li, name_zh: 小李}
  chen: {name: Chen, name_zh: 小陈}
  sun:  {name: Sun, name_zh: 孙经理}
units:
  company:          {head: gm}
  region:           {parent: company, head: zhao}
  store_1:          {parent: region, head: wang}
  customer_service: {parent: company, head: sun}
posts:
  region: {area_manager: zhao}
  store_1: {store_manager: wang, sales_clerk: li}
  customer_service: {service_agent: chen}
systems: [shop_system]
)";

/// A store order with a promise of `days` days.
inline std::string store_order(const std::string& number, const std::string& promised,
                               const std::string& channel = "store") {
    return R"({"order": {"number": ")" + number + R"(", "seller": "li", "channel": ")" + channel +
           R"(", "promised": ")" + promised + R"("}})";
}

}  // namespace onus::test
