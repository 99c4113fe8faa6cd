// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/runs.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

QJsonObject jsonOf(const RunSummary& run)
{
    return {{QStringLiteral("run"), number(run.id.value)},
            {QStringLiteral("title"), run.title},
            {QStringLiteral("plan"), run.planHash},
            {QStringLiteral("registry"), run.registry},
            {QStringLiteral("actor"), run.actor},
            {QStringLiteral("state"), run.state},
            {QStringLiteral("started"), formatInstant(run.started)},
            {QStringLiteral("finished"), run.finished ? QJsonValue(formatInstant(*run.finished)) : QJsonValue()},
            {QStringLiteral("steps"), number(run.totals.steps)},
            {QStringLiteral("done"), number(run.totals.done)},
            {QStringLiteral("already"), number(run.totals.already)},
            {QStringLiteral("skipped"), number(run.totals.skipped)},
            {QStringLiteral("failed"), number(run.totals.failed)},
            {QStringLiteral("uncertain"), number(run.totals.uncertain)},
            {QStringLiteral("parked"), number(run.totals.parked)},
            {QStringLiteral("reversal"), run.reversal},
            {QStringLiteral("reversed_by"),
             run.reversedBy ? QJsonValue(static_cast<qint64>(run.reversedBy->value)) : QJsonValue()}};
}

void listAll(Console& console)
{
    const auto session = console.open(OpenMode::ReadOnly);
    const auto runs = session ? valueOr(console, listRuns(*session)) : std::nullopt;
    if (!runs) {
        return;
    }
    QJsonArray rows;
    QString lines;
    for (const RunSummary& run : *runs) {
        rows.append(jsonOf(run));
        lines += QStringLiteral("run %1  %2  %3  %4  %5 of %6 done\n")
                     .arg(QString::number(run.id.value), formatMinute(run.started), run.state, run.title,
                          QString::number(run.totals.done), QString::number(run.totals.steps));
    }
    console.list({{QStringLiteral("runs"), rows}}, QStringLiteral("runs"),
                 runs->empty() ? QStringLiteral("No plan has been run yet.") : lines);
}

void listSteps(Console& console, std::int64_t id)
{
    const auto session = console.open(OpenMode::ReadOnly);
    const auto steps = session ? valueOr(console, runSteps(*session, RunId{id})) : std::nullopt;
    if (!steps) {
        return;
    }
    QJsonArray rows;
    QString lines;
    for (const StepView& view : *steps) {
        rows.append(QJsonObject{{QStringLiteral("subject"),
                                 QString(word(view.step.subject.kind) + QLatin1Char(':') + view.step.subject.key)},
                                {QStringLiteral("verb"), word(view.step.verb)},
                                {QStringLiteral("state"), word(view.row.state)},
                                {QStringLiteral("attempts"), view.row.attempts},
                                {QStringLiteral("attributed_to"), view.row.attributedTo},
                                {QStringLiteral("note"), view.row.note}});
        lines += QStringLiteral("%1  %2 %3  %4  %5\n")
                     .arg(word(view.row.state).leftJustified(12), word(view.step.verb), forCell(view.step.subject.name),
                          forCell(view.row.attributedTo), forCell(view.row.note));
    }
    console.list({{QStringLiteral("steps"), rows}}, QStringLiteral("steps"), lines);
}

} // namespace

void addRuns(CLI::App& app, Console& console)
{
    auto* all = app.add_subcommand("runs", "Past runs, newest first");
    all->callback([&console] { listAll(console); });
    auto id = std::make_shared<std::int64_t>(0);
    auto* one = app.add_subcommand("run", "One run, step by step");
    one->add_option("id", *id, "The run's number")->required();
    one->callback([&console, id] { listSteps(console, *id); });
}

} // namespace cordon::ctl
