// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/words.h"
#include "tests/bench/interactions/interactions.h"

namespace cordon::bench {

namespace {

std::int64_t matching(const Index& index, Table of, const QString& filter)
{
    return orTrouble(match(*Filter::parse(filter), index, of)).count();
}

} // namespace

/// Accounts by name or address, projects by name. Ours scans; the rival has a full-text index.
Results substring(Stage& stage)
{
    Measured result = stage.begin("substring", "names and addresses with eight letters inside", {1.0, 0.5, 1, 4});
    result.rival = QStringLiteral("SQLite FTS5 trigram count");
    const auto index = stage.session().index();
    const QString needle = QString::fromLatin1(kNeedle.data(), static_cast<qsizetype>(kNeedle.size()));
    const QString quoted = QLatin1Char('"') + needle + QLatin1Char('"');
    Statement count = stage.textRival().prepare("SELECT count(*) FROM texts WHERE texts MATCH ?1");
    const std::string phrase = quoted.toStdString();
    const Side ours{[&] {
        return Answer{matching(*index, Table::Accounts, needle) +
                          matching(*index, Table::Projects, QStringLiteral("name:~") + needle),
                      0};
    }};
    const Side theirs{[&] {
        count.bind(1, std::string_view(phrase));
        const Answer answer{count.step() ? count.number(0) : 0, 0};
        count.step();
        return answer;
    }};
    compare(result, ours, theirs, stage.rounds());
    return {result};
}

} // namespace cordon::bench
