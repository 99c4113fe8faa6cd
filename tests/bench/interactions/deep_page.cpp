// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/stage/groups.h"

#include <span>

namespace cordon::bench {

namespace {

constexpr std::size_t kPage = 100;

/// Both pages are read from memory that no core has looked at lately, as after a person's pause.
void forgetCaches()
{
    static std::vector<std::uint64_t> other(std::size_t{8} << 20U);
    for (std::uint64_t& word : other) {
        ++word;
    }
}

/// What a screen needs of a hundred rows: name, address and time of each. Counts those that say something
/// and are of the domain.
Answer readPage(const Index& index, std::span<const Row> rows, Row domain)
{
    Answer answer{std::ssize(rows), 0};
    for (const Row row : rows) {
        const Account account = index.account(row);
        answer.total += !account.name.isEmpty() && !account.email.isEmpty() && account.joined >= Instant{} &&
                        index.domainOfAccount(row) == domain;
    }
    return answer;
}

} // namespace

/// A hundred rows of the largest group in the order of their names: far down against the first ones.
Results deepPage(Stage& stage)
{
    Measured result = stage.begin("deep-page", "a page far down in the largest group", {2.0, 0.5, 0.5, 1});
    result.rival = QStringLiteral("the first page, ours");
    const auto index = stage.session().index();
    const auto domain = index->findDomain(u"gmail.com");
    const auto group = orTrouble(match(*Filter::parse(u"domain:gmail.com"), *index, Table::Accounts));
    const auto rows = sorted(*index, Table::Accounts, SortField::Name, false, &group);
    const std::span<const Row> all(rows);
    std::size_t deep = 0;
    const Side far{[&] { return readPage(*index, all.subspan(deep, kPage), *domain); },
                   [&] {
                       deep = (deep + 7919) % (rows.size() - kPage);
                       forgetCaches();
                   }};
    const Side first{[&] { return readPage(*index, all.first(kPage), *domain); }, forgetCaches};
    Rounds wanted = stage.rounds(101);
    wanted.most = 301;
    compare(result, far, first, wanted);
    return {result};
}

} // namespace cordon::bench
