// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/rows.h"
#include "app/ctl/time_options.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

struct Options {
    RowsOptions rows;
    std::string by = "domain";
    std::string gap = "60m";
    std::size_t limit = 0;
};

std::optional<TimeCut> cutFrom(const std::string& by)
{
    if (by == "domain") {
        return TimeCut::None;
    }
    if (by == "domain,hour") {
        return TimeCut::Hour;
    }
    if (by == "domain,day") {
        return TimeCut::Day;
    }
    if (by == "domain,week") {
        return TimeCut::Week;
    }
    return by == "domain,burst" ? std::optional(TimeCut::Burst) : std::nullopt;
}

QJsonObject jsonOf(const Index& index, const Group& group)
{
    const auto time = [](const std::optional<Instant>& at) {
        return at ? QJsonValue(formatInstant(*at)) : QJsonValue();
    };
    return {{QStringLiteral("domain"), group.domain ? QJsonValue(index.domain(*group.domain)) : QJsonValue()},
            {QStringLiteral("from"), time(group.from)},
            {QStringLiteral("to"), time(group.to)},
            {QStringLiteral("first"), formatInstant(group.first)},
            {QStringLiteral("last"), formatInstant(group.last)},
            {QStringLiteral("accounts"), number(group.accounts)},
            {QStringLiteral("projects"), number(group.projects)},
            {QStringLiteral("uploads"), number(group.uploads)},
            {QStringLiteral("flagged"), number(group.flagged)},
            {QStringLiteral("open"), number(group.open)}};
}

QString lineOf(const Index& index, const Group& group)
{
    return QStringLiteral("%1  %2  %3  %4  %5 .. %6\n")
        .arg(forCell(group.domain ? index.domain(*group.domain) : QStringLiteral("(no domain)")).leftJustified(32),
             QString::number(group.accounts).rightJustified(7), QString::number(group.projects).rightJustified(8),
             QString::number(group.open).rightJustified(6), formatMinute(group.first), formatMinute(group.last));
}

void run(Console& console, const Options& options)
{
    const auto cut = cutFrom(options.by);
    const auto gap = durationFrom(options.gap);
    if (!cut || !gap) {
        console.fail({ErrorKind::Usage,
                      !cut ? QStringLiteral("--by is domain, or domain followed by hour, day, week or burst.")
                           : QStringLiteral("--gap is a duration such as 60m, 2h or 1d."),
                      {},
                      {}});
        return;
    }
    const auto session = console.open(OpenMode::ReadOnly);
    const auto where = session ? options.rows.rows(console, *session) : std::nullopt;
    if (!where) {
        return;
    }
    const auto index = session->index();
    const auto groups = groupBy(*index, {options.rows.table(), *cut, *gap, &*where, 0}, console.stop());
    const std::size_t shown = options.limit == 0 ? groups.size() : std::min(options.limit, groups.size());
    QJsonArray rows;
    QString lines = QStringLiteral("domain                            accounts  projects    open  first .. last\n");
    for (std::size_t at = 0; at < shown; ++at) {
        rows.append(jsonOf(*index, groups[at]));
        lines += lineOf(*index, groups[at]);
    }
    lines += QStringLiteral("%L1 groups\n").arg(groups.size());
    console.list(
        {{QStringLiteral("total_groups"), static_cast<qint64>(groups.size())}, {QStringLiteral("groups"), rows}},
        QStringLiteral("groups"), lines);
}

} // namespace

void addGroups(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("groups", "Group by mail domain and time, largest first");
    options->rows.addTo(*command);
    command->add_option("--by", options->by, "domain[,hour|day|week|burst]");
    command->add_option("--gap", options->gap, "The gap that ends a burst (60m)");
    command->add_option("--limit", options->limit, "How many groups to print");
    command->callback([&console, options] { run(console, *options); });
}

} // namespace cordon::ctl
