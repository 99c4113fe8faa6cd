// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/credentials.h"
#include "core/actions/apply.h"
#include "core/actions/plan.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace cordon::ctl {

namespace {

constexpr std::size_t kTypedCountAbove = 500; // security.md T49

struct Options {
    std::string plan, registry, credentials;
    bool resume = false;
    double rate = 0;
};

QJsonObject documentOf(const ApplyOutcome& outcome)
{
    const RunTotals& totals = outcome.totals;
    return {
        {QStringLiteral("run"), number(outcome.run.value)},      {QStringLiteral("steps"), number(totals.steps)},
        {QStringLiteral("done"), number(totals.done)},           {QStringLiteral("already"), number(totals.already)},
        {QStringLiteral("skipped"), number(totals.skipped)},     {QStringLiteral("failed"), number(totals.failed)},
        {QStringLiteral("uncertain"), number(totals.uncertain)}, {QStringLiteral("parked"), number(totals.parked)},
        {QStringLiteral("waiting"), number(totals.waiting)},     {QStringLiteral("sent_nothing"), outcome.sentNothing}};
}

QString textOf(const ApplyOutcome& outcome)
{
    const RunTotals& totals = outcome.totals;
    QString line =
        QStringLiteral(
            "Run %1: %L2 of %L3 steps done, %L4 already so, %L5 skipped, %L6 failed, %L7 uncertain, %L8 parked")
            .arg(outcome.run.value)
            .arg(totals.done)
            .arg(totals.steps)
            .arg(totals.already)
            .arg(totals.skipped)
            .arg(totals.failed)
            .arg(totals.uncertain)
            .arg(totals.parked);
    line += totals.waiting > 0 ? QStringLiteral(", %L1 not reached.").arg(totals.waiting) : QStringLiteral(".");
    return outcome.sentNothing ? QString(line + QStringLiteral(" It was finished before; nothing was sent.")) : line;
}

// At a terminal a large plan asks for its count to be typed; a script has named the plan file.
bool confirmed(Console& console, const Plan& plan)
{
    if (plan.steps.size() <= kTypedCountAbove || ::isatty(STDIN_FILENO) == 0) {
        return true;
    }
    console.say(planInWords(plan));
    console.say(QStringLiteral("This plan has %1 steps. Type that number to run it:").arg(plan.steps.size()));
    std::string typed;
    std::getline(std::cin, typed);
    if (text(typed).trimmed() == QString::number(plan.steps.size())) {
        return true;
    }
    console.fail(
        {ErrorKind::NeedsPerson, QStringLiteral("The number was not typed."), QStringLiteral("Nothing was sent."), {}});
    return false;
}

int exitOf(const ApplyOutcome& outcome)
{
    if (outcome.sentNothing) {
        return 0; // a finished plan: how it ended was the exit code of the run that ended it
    }
    if (outcome.stoppedKind && *outcome.stoppedKind != ErrorKind::Cancelled) {
        return exitCode(*outcome.stoppedKind);
    }
    return outcome.totals.done + outcome.totals.already == outcome.totals.steps ? 0 : 1;
}

void tell(Console& console, const ApplyOutcome& outcome)
{
    console.result(documentOf(outcome), textOf(outcome));
    if (!outcome.stoppedBecause.isEmpty()) {
        console.say(QStringLiteral("cordonctl: %1").arg(outcome.stoppedBecause));
    }
    console.exitWith(exitOf(outcome));
}

void run(Console& console, const Options& options, bool paced)
{
    const auto plan = valueOr(console, readPlanFile(text(options.plan)));
    const auto session = plan ? console.open(OpenMode::ReadWrite) : nullptr;
    if (!session) {
        return;
    }
    ApplyOrder order{*plan, text(options.registry), {}, options.resume, std::nullopt};
    if (paced) {
        order.mutationsPerSecond = options.rate;
    }
    // Nobody is asked for a number or a password where nothing will be sent.
    const auto before = valueOr(console, appliedBefore(*session, order));
    if (before && *before) {
        tell(console, **before);
    }
    if (!before || *before || !confirmed(console, *plan)) {
        return;
    }
    const auto credentials = credentialsFor(
        console, *session, order.registry.isEmpty() ? plan->registry : order.registry, options.credentials);
    if (!credentials) {
        return;
    }
    order.credentials = *credentials;
    const auto progress = console.progress();
    const auto outcome = applyPlan(
        *session, order,
        [&](const RunEvent& event) {
            progress({QStringLiteral("running"), event.totals.steps - event.totals.waiting, event.totals.steps});
        },
        console.stop());
    if (!outcome) {
        console.fail(outcome.error());
        return;
    }
    tell(console, *outcome);
}

// The library's own check lets "nan" through and answers 0 with a number of 300 digits.
CLI::Validator rateCheck()
{
    return {[](const std::string& given) {
                bool number = false;
                const double rate = text(given).toDouble(&number);
                return number && std::isfinite(rate) && rate > 0 ? std::string() : std::string("must be above 0");
            },
            "ABOVE 0"};
}

} // namespace

void addApply(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("apply", "Run a plan");
    command->add_option("file", options->plan, "The plan file")->required();
    command->add_option("--registry", options->registry, "A registry's name or URL");
    command->add_option("--credentials", options->credentials, "A credentials file that only you can read");
    command->add_flag("--resume", options->resume, "Go on with an interrupted run");
    auto* rate = command->add_option("--rate", options->rate, "Mutations a second")->check(rateCheck());
    command->callback([&console, options, rate] { run(console, *options, rate->count() > 0); });
}

} // namespace cordon::ctl
