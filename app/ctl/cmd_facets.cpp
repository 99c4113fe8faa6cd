// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/rows.h"
#include "core/actions/facets.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

struct Options {
    RowsOptions rows;
    std::size_t limit = 20;
};

QJsonObject jsonOf(const Facet& facet)
{
    QJsonArray values;
    for (const FacetValue& value : facet.values) {
        values.append(QJsonObject{{QStringLiteral("value"), value.value},
                                  {QStringLiteral("count"), number(value.count)},
                                  {QStringLiteral("include"), value.include},
                                  {QStringLiteral("exclude"), value.exclude}});
    }
    return {{QStringLiteral("field"), facet.field},
            {QStringLiteral("values"), values},
            {QStringLiteral("more"), number(static_cast<std::int64_t>(facet.more))}};
}

QString linesOf(const Facet& facet)
{
    QString lines = facet.field + u'\n';
    for (const FacetValue& value : facet.values) {
        lines += QStringLiteral("  %1  %2  %3\n")
                     .arg(QString::number(value.count).rightJustified(9), forCell(value.value).leftJustified(24),
                          forCell(value.include));
    }
    if (facet.more > 0) {
        lines += QStringLiteral("  and %L1 more\n").arg(facet.more);
    }
    return lines;
}

void run(Console& console, const Options& options)
{
    const auto session = console.open(OpenMode::ReadOnly);
    if (!session) {
        return;
    }
    const auto found = valueOr(console, countFacets(*session, text(options.rows.where),
                                                    {options.rows.table(), options.limit}, console.stop()));
    if (!found) {
        return;
    }
    QJsonArray facets;
    QString lines;
    for (const Facet& facet : *found) {
        facets.append(jsonOf(facet));
        lines += linesOf(facet);
    }
    console.list({{QStringLiteral("facets"), facets}}, QStringLiteral("facets"), lines);
}

} // namespace

void addFacets(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("facets", "Count rows per value of each field, under a filter");
    options->rows.addTo(*command);
    command->add_option("--limit", options->limit, "How many values of a field to print (20; 0: all)");
    command->footer("A field's own terms in the filter do not narrow its counts. Each value comes with the term that\n"
                    "keeps it; a - before the term drops it.");
    command->callback([&console, options] { run(console, *options); });
}

} // namespace cordon::ctl
