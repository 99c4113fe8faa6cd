// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/rows.h"
#include "core/actions/explain.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

struct Options {
    std::string filter;
    RowsOptions rows{"", ""};
};

QJsonObject jsonOf(const TermExplanation& term)
{
    return {{QStringLiteral("term"), term.text},
            {QStringLiteral("position"), term.position},
            {QStringLiteral("negated"), term.negated},
            {QStringLiteral("answered_by"), answerWord(term.how.by)},
            {QStringLiteral("over"), tableWord(term.how.on)},
            {QStringLiteral("carried"), term.how.carried},
            {QStringLiteral("cached"), term.how.kept},
            {QStringLiteral("rows"), number(term.rows)},
            {QStringLiteral("gave_up"), number(term.gaveUp)},
            {QStringLiteral("words"), term.sentence()}};
}

QJsonObject jsonOf(const FilterExplanation& explanation)
{
    QJsonArray terms;
    for (const TermExplanation& term : explanation.terms) {
        terms.append(jsonOf(term));
    }
    return {{QStringLiteral("of"), tableWord(explanation.of)},
            {QStringLiteral("total"), number(explanation.total)},
            {QStringLiteral("rows"), number(explanation.rows)},
            {QStringLiteral("gave_up"), number(explanation.gaveUp)},
            {QStringLiteral("terms"), terms}};
}

QString linesOf(const FilterExplanation& explanation)
{
    QString lines = QStringLiteral("%1: %L2 of %L3 rows\n")
                        .arg(tableWord(explanation.of))
                        .arg(explanation.rows)
                        .arg(explanation.total);
    for (const TermExplanation& term : explanation.terms) {
        // All at once: what a person typed may hold a %1 of its own.
        lines += QStringLiteral("  %1%2  keeps %3: %4\n")
                     .arg(term.negated ? QStringLiteral("not ") : QString(), forCell(term.text),
                          QStringLiteral("%L1").arg(term.rows), term.sentence());
        if (term.gaveUp > 0) {
            lines +=
                QStringLiteral("    the filter gave up on %L1 of them; they are shown and marked\n").arg(term.gaveUp);
        }
    }
    return lines;
}

void run(Console& console, const Options& options)
{
    const auto session = console.open(OpenMode::ReadOnly);
    if (!session) {
        return;
    }
    std::vector<Table> tables = {Table::Accounts, Table::Projects, Table::Uploads};
    if (!options.rows.of.empty()) {
        tables = {options.rows.table()};
    }
    QJsonArray all;
    QString lines;
    for (const Table of : tables) {
        const auto explanation = valueOr(console, explainFilter(*session, text(options.filter), of, console.stop()));
        if (!explanation) {
            return;
        }
        all.append(jsonOf(*explanation));
        lines += linesOf(*explanation);
    }
    console.list({{QStringLiteral("filter"), text(options.filter)}, {QStringLiteral("tables"), all}},
                 QStringLiteral("tables"), lines);
}

} // namespace

void addExplain(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("explain", "Say how a filter is answered, term by term");
    command->add_option("filter", options->filter, "The filter, in quotes")->required();
    command->add_option("--of", options->rows.of, "accounts, projects or uploads (all three)")
        ->check(CLI::IsMember({"accounts", "projects", "uploads"}));
    command->footer("Words are AND-ed, - negates, (a OR b), field:value, field:a,b, field:>5, field:lo..hi,\n"
                    "field:text*, field:~text. Where a text may stand, a regular expression may stand between\n"
                    "slashes: name:/^lib-[0-9]+$/ (any case, at most 200 characters, bounded in steps a row; a row\n"
                    "on which it gives up is shown and marked). hour:mon-08 asks for an hour of the week (UTC),\n"
                    "hour:sat for a day, hour:08 for that hour of every day.");
    command->callback([&console, options] { run(console, *options); });
}

} // namespace cordon::ctl
