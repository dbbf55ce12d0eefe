// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/service.h"

#include <future>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.h"
#include "tests/support/test_clock.h"
#include "tests/support/workspace.h"

namespace onus::adapters {
namespace {

constexpr Instant kBegin{1772413200000};  // 2026-03-02 09:00 in Shanghai

/// The retail pack as a service whose clock the test sets.
class Shop {
  public:
    Shop() : clock_(kBegin) {
        WorkspaceOptions options;
        options.folder = ONUS_SOURCE_DIR "/policies/retail";
        options.ledger = folder_.file("ledger.onus");
        options.service = true;
        Diagnostics diagnostics;
        std::vector<Source> sources;
        auto workspace = Workspace::open(options, diagnostics, sources);
        REQUIRE(workspace != nullptr);
        REQUIRE(workspace->publish(kBegin).has_value());
        ServiceOptions service;
        service.clock = clock_.clock();
        service_ = std::make_unique<Service>(std::move(workspace), service);
    }

    /// When a job asked now is received.
    Instant received() {
        const auto promise = std::make_shared<std::promise<Instant>>();
        auto received = promise->get_future();
        REQUIRE(service_->ask(
            Sender::kPerson,
            {Access::kRead, [promise](Workspace&, Instant when) { promise->set_value(when); },
             [](const Status&) {}}));
        return received.get();
    }

    tests::TestClock& clock() { return clock_; }
    Service& service() { return *service_; }

  private:
    tests::TempFolder folder_;
    tests::TestClock clock_;
    std::unique_ptr<Service> service_;
};

TEST_CASE("service: however many ask in one millisecond, time does not run ahead of the clock") {
    Shop shop;
    for (int i = 0; i < 3000; ++i) {
        REQUIRE(shop.received() == kBegin);
    }
    shop.clock().set({kBegin.ms + 1});
    CHECK(shop.received() == Instant{kBegin.ms + 1});
}

TEST_CASE("service: time stands still while the clock is set back") {
    Shop shop;
    shop.clock().set({kBegin.ms + 500});
    REQUIRE(shop.received() == Instant{kBegin.ms + 500});
    shop.clock().set({kBegin.ms - 60'000});
    CHECK(shop.received() == Instant{kBegin.ms + 500});
    shop.clock().set({kBegin.ms + 501});
    CHECK(shop.received() == Instant{kBegin.ms + 501});
}

/// Keeps the judging thread at work until it is destroyed.
class Busy {
  public:
    explicit Busy(Service& service) {
        std::promise<void> begun;
        REQUIRE(service.ask(Sender::kPerson, {Access::kRead,
                                              [&begun, this](Workspace&, Instant) {
                                                  begun.set_value();
                                                  may_end_.get_future().wait();
                                              },
                                              [](const Status&) {}}));
        begun.get_future().wait();
    }
    ~Busy() { may_end_.set_value(); }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;

  private:
    std::promise<void> may_end_;
};

TEST_CASE("service: machines are full before people are") {
    Shop shop;
    Service& service = shop.service();
    const Job nothing{Access::kRead, [](Workspace&, Instant) {}, [](const Status&) {}};
    {
        const Busy busy(service);
        const std::size_t places = ServiceOptions().waiting_max;
        for (std::size_t i = 0; i < 2 * places; ++i) {
            CHECK(service.is_full(Sender::kMachine) == (i >= places));
            CHECK_FALSE(service.is_full(Sender::kPerson));
            REQUIRE(service.ask(Sender::kPerson, nothing));
        }
        CHECK(service.is_full(Sender::kPerson));
        CHECK_FALSE(service.ask(Sender::kPerson, nothing));
        CHECK(service.figures().refused == 1);
    }
    while (service.figures().waiting > 0) {
        std::this_thread::yield();
    }
    CHECK_FALSE(service.is_full(Sender::kMachine));
}

}  // namespace
}  // namespace onus::adapters
