// SPDX-License-Identifier: Apache-2.0
#include "core/query/term_cache.h"
#include "tests/bench/generator/words.h"
#include "tests/bench/interactions/interactions.h"

namespace cordon::bench {

namespace {

std::int64_t matching(const Index& index, Table of, const QString& filter, const FilterContext& context)
{
    return orTrouble(match(*Filter::parse(filter), index, of, context)).count();
}

} // namespace

/// Accounts by name or address, projects by name, at every key from the third letter to the eighth; the
/// figures are for one key. Ours scans at the third letter and then looks only where it found something,
/// as the window does; nothing is kept from one typing to the next. The rival has a full-text index,
/// which knows nothing of fewer than three letters.
Results substring(Stage& stage)
{
    Measured result = stage.begin("substring", "names and addresses with letters inside, a key", {1.0, 0.5, 1, 4});
    result.rival = QStringLiteral("SQLite FTS5 trigram count");
    const auto index = stage.session().index();
    std::vector<QString> needles;
    std::vector<std::string> phrases;
    for (std::size_t letters = 3; letters <= kNeedle.size(); ++letters) {
        const std::string typed(kNeedle.substr(0, letters));
        needles.push_back(QString::fromStdString(typed));
        phrases.push_back('"' + typed + '"');
    }
    Statement count = stage.textRival().prepare("SELECT count(*) FROM texts WHERE texts MATCH ?1");
    const Side ours{[&] {
        Answer answer;
        FilterContext context;
        context.cache = std::make_shared<TermCache>();
        for (const QString& needle : needles) {
            answer.total += matching(*index, Table::Accounts, needle, context) +
                            matching(*index, Table::Projects, QStringLiteral("name:~") + needle, context);
        }
        return answer;
    }};
    const Side theirs{[&] {
        Answer answer;
        for (const std::string& phrase : phrases) {
            count.bind(1, std::string_view(phrase));
            while (count.step()) {
                answer.total += count.number(0);
            }
        }
        return answer;
    }};
    compare(result, ours, theirs, stage.rounds());
    const auto keys = static_cast<double>(needles.size());
    for (Figure* figure : {&result.ours, &*result.theirs}) {
        *figure = {figure->median / keys, figure->p25 / keys, figure->p75 / keys};
    }
    return {result};
}

} // namespace cordon::bench
