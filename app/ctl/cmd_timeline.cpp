// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/rows.h"
#include "app/ctl/time_options.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

struct Options {
    RowsOptions rows;
    std::string bin = "1d";
    bool reveal = false; ///< taken as by `list`; counts have nothing to reveal
};

void run(Console& console, const Options& options)
{
    const auto width = durationFrom(options.bin);
    if (!width) {
        console.fail({ErrorKind::Usage, QStringLiteral("--bin is a duration such as 10m, 1h or 1d."), {}, {}});
        return;
    }
    const auto session = console.open(OpenMode::ReadOnly);
    const auto where = session ? options.rows.rows(console, *session) : std::nullopt;
    if (!where) {
        return;
    }
    QJsonArray bins;
    QString lines;
    for (const Bin& bin : timeline(*session->index(), options.rows.table(), *width, &*where, console.stop())) {
        bins.append(
            QJsonObject{{QStringLiteral("at"), formatInstant(bin.at)}, {QStringLiteral("count"), number(bin.count)}});
        lines += QStringLiteral("%1  %2\n").arg(formatMinute(bin.at), QString::number(bin.count).rightJustified(8));
    }
    console.list({{QStringLiteral("bin"), text(options.bin)}, {QStringLiteral("bins"), bins}}, QStringLiteral("bins"),
                 lines);
}

} // namespace

void addTimeline(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("timeline", "Count rows over time");
    options->rows.addTo(*command);
    command->add_option("--bin", options->bin, "Width of a bin: 10m, 1h, 1d");
    command->add_flag("--reveal", options->reveal, "Taken as by list; counts hold no mail addresses");
    command->callback([&console, options] { run(console, *options); });
}

} // namespace cordon::ctl
