// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "app/ctl/report_output.h"

#include <CLI/CLI.hpp>

namespace cordon::ctl {

namespace {

struct Options {
    std::int64_t run = 0;
    std::vector<std::string> formats{"md", "html", "csv"};
    std::string level = "internal", tlp, output;
};

void run(Console& console, const Options& options)
{
    const auto session = console.open(OpenMode::ReadWrite);
    if (!session) {
        return;
    }
    ReportOrder order;
    order.run = RunId{options.run};
    order.formats.clear();
    for (const std::string& format : options.formats) {
        order.formats << text(format);
    }
    order.level = reportLevelFromWord(text(options.level)).value_or(ReportLevel::Internal);
    order.tlp = text(options.tlp);
    order.folder = text(options.output);
    if (const auto outcome = valueOr(console, writeReport(*session, order))) {
        console.result(reportJson(*outcome), reportText(*outcome, order.folder));
    }
}

} // namespace

void addReport(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("report", "Write the incident report of a run");
    command->add_option("--run", options->run, "The run's number")->required();
    command->add_option("--format", options->formats, "md, html, csv")->delimiter(',');
    command->add_option("--level", options->level, "internal, partner or public")
        ->check(CLI::IsMember({"internal", "partner", "public"}));
    command->add_option("--tlp", options->tlp, "A TLP 2.0 label");
    command->add_option("-o", options->output, "The folder to write to")->required();
    command->callback([&console, options] { run(console, *options); });
}

} // namespace cordon::ctl
