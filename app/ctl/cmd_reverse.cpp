// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/plan_output.h"
#include "core/actions/plan.h"
#include "core/actions/subject_file.h"

#include <CLI/CLI.hpp>

namespace cordon::ctl {

namespace {

struct Options {
    std::int64_t run = 0;
    std::string except, reason, policy, output;
};

void run(Console& console, const Options& options)
{
    const auto session = console.open(OpenMode::ReadWrite);
    if (!session) {
        return;
    }
    ReverseOrder order{RunId{options.run}, {}, text(options.reason), text(options.policy)};
    if (!options.except.empty()) {
        const auto except = valueOr(console, readSubjectFile(*session->index(), text(options.except)));
        if (!except) {
            return;
        }
        order.except = *except;
    }
    const auto plan = valueOr(console, makeReversal(*session, order));
    if (!plan) {
        return;
    }
    if (const auto written = writePlanFile(*plan, text(options.output)); !written) {
        console.fail(written.error());
        return;
    }
    printPlan(console, *plan, text(options.output), true);
}

} // namespace

void addReverse(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("reverse", "A plan that restores what was before a run; sends nothing");
    command->add_option("run", options->run, "The run's number")->required();
    command->add_option("--except", options->except, "A file of subjects to leave as they are, one a line");
    command->add_option("--reason", options->reason, "At least one sentence")->required();
    command->add_option("--policy", options->policy, "A policy code (reversal)");
    command->add_option("-o", options->output, "The plan file to write")->required();
    command->callback([&console, options] { run(console, *options); });
}

} // namespace cordon::ctl
