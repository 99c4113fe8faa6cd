// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/plan_output.h"
#include "core/actions/plan.h"
#include "core/domain/masked_text.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>
#include <QJsonDocument>

namespace cordon::ctl {

namespace {

struct Options {
    std::string selection, policy, reason, reviewBy, output;
    std::vector<std::string> verbs, evidence;
};

std::optional<std::vector<Verb>> verbsFrom(Console& console, const std::vector<std::string>& words)
{
    std::vector<Verb> verbs;
    for (const std::string& one : words) {
        const auto verb = verbFromWord(text(one));
        if (!verb) {
            console.fail(
                {ErrorKind::Usage,
                 QStringLiteral("%1 is not a verb.").arg(forCell(text(one))),
                 {},
                 QStringLiteral("The verbs are quarantine, clear, ban, reinstate, prohibit, permit and remove.")});
            return std::nullopt;
        }
        verbs.push_back(*verb);
    }
    return verbs;
}

void run(Console& console, const Options& options)
{
    const auto verbs = verbsFrom(console, options.verbs);
    const auto reviewBy = verbs ? reviewDate(console, options.reviewBy) : std::nullopt;
    const auto session = reviewBy ? console.open(OpenMode::ReadWrite) : nullptr;
    if (!session) {
        return;
    }
    MakePlan order{text(options.selection), *verbs, {}, {}};
    order.why.policy = text(options.policy);
    order.why.reason = text(options.reason);
    order.why.reviewBy = *reviewBy;
    for (const std::string& reference : options.evidence) {
        order.why.evidence << text(reference);
    }
    const auto plan = valueOr(console, makePlan(*session, order));
    if (!plan) {
        return;
    }
    if (const auto written = writePlanFile(*plan, text(options.output)); !written) {
        console.fail(written.error());
        return;
    }
    printPlan(console, *plan, text(options.output), false);
}

// A filter or a reason may name mail addresses.
QJsonValue masked(const QJsonValue& value)
{
    if (value.isString()) {
        return withMaskedAddresses(value.toString());
    }
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (QJsonValueRef item : array) {
            item = masked(item);
        }
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (QJsonValueRef member : object) {
            member = masked(member);
        }
        return object;
    }
    return value;
}

void show(Console& console, const std::string& path, bool reveal)
{
    if (const auto plan = valueOr(console, readPlanFile(text(path)))) {
        const QJsonObject document = QJsonDocument::fromJson(planBytes(*plan)).object();
        console.result(reveal ? document : masked(document).toObject(),
                       reveal ? planInWords(*plan) : withMaskedAddresses(planInWords(*plan)));
    }
}

std::string policyCodes()
{
    QStringList codes;
    for (const Policy& policy : builtInPolicies()) {
        codes << policy.code;
    }
    return codes.join(QStringLiteral(", ")).toStdString();
}

} // namespace

void addPlan(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("plan", "Compile verbs for a selection; sends nothing");
    command->add_option("--select", options->selection, "The named selection")->required();
    command
        ->add_option("--verbs", options->verbs,
                     "quarantine, clear, ban, reinstate, prohibit, permit or remove; several with commas")
        ->required()
        ->delimiter(',');
    command->add_option("--policy", options->policy, "One of " + policyCodes())->required();
    command->add_option("--reason", options->reason, "Why, in at least one sentence")->required();
    command->add_option("--evidence", options->evidence, "A reference; repeatable");
    command->add_option("--review-by", options->reviewBy, "A day to look again, as 2025-08-01");
    command->add_option("-o", options->output, "The plan file to write")->required();
    command->callback([&console, options] { run(console, *options); });
}

void addShow(CLI::App& app, Console& console)
{
    auto path = std::make_shared<std::string>();
    auto reveal = std::make_shared<bool>(false);
    auto* command = app.add_subcommand("show", "A plan in words");
    command->add_option("file", *path, "The plan file")->required();
    command->add_flag("--reveal", *reveal, "Show whole mail addresses");
    command->callback([&console, path, reveal] { show(console, *path, *reveal); });
}

} // namespace cordon::ctl
