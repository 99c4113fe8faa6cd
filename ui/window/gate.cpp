// SPDX-License-Identifier: Apache-2.0
#include "ui/window/gate.h"

#include "ui/models/words.h"

#include <QCoreApplication>

namespace cordon::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cordon::ui::Gate", text);
}

Gate refuse(const QString& why, Tone tone = Tone::Neutral)
{
    return {why, why, tone};
}

/// A run of the checked plan that was begun and has not ended.
bool isPausedRunOf(const RunDesk& run, const QString& hash)
{
    for (const RunSummary& one : run.runs()) {
        if (one.planHash == hash && one.totals.waiting + one.totals.uncertain > 0) {
            return true;
        }
    }
    return false;
}

/// Nothing is checked yet: what is missing on the way there.
Gate beforeCheck(const PlanDesk& plan)
{
    if (plan.checking()) {
        return refuse(tr("Compiling the plan…"));
    }
    if (const QString missing = plan.missing(); !missing.isEmpty()) {
        return refuse(missing);
    }
    if (!plan.previewTrouble().isEmpty()) {
        return refuse(plan.previewTrouble(), Tone::Warn);
    }
    if (plan.preview() != nullptr && plan.preview()->steps.empty()) {
        return refuse(tr("Nothing to do: everything ticked is so already."));
    }
    return refuse(tr("Ready to check: F9."), Tone::Accent);
}

} // namespace

Gate gateOf(const Workbench& bench, const PlanDesk& plan, const RunDesk& run, const CheckPanel& check)
{
    if (!bench.isOpen() && bench.isOpening()) {
        return refuse(tr("The workspace is being read."));
    }
    if (!bench.isOpen()) {
        return refuse(tr("Open a workspace first: Ctrl+O."));
    }
    if (!bench.writable()) {
        return refuse(tr("This workspace is open for reading only."), Tone::Warn);
    }
    if (!bench.hasRows()) {
        return refuse(tr("Import the files of a campaign first: Ctrl+I."));
    }
    if (run.running()) {
        return refuse(run.pausing() ? tr("Pausing: the step in flight ends first.")
                                    : tr("A run is in progress: Esc pauses it."),
                      Tone::Accent);
    }
    const CheckedPlan* checked = plan.checked();
    if (checked == nullptr || plan.checking()) {
        return beforeCheck(plan);
    }
    if (isPausedRunOf(run, checked->hash)) {
        return refuse(tr("This plan is paused half-way: Resume in the Run panel sends the rest."), Tone::Warn);
    }
    if (plan.isStale()) {
        return plan.missing().isEmpty()
                   ? refuse(tr("Something has changed since the check: F9 checks again."), Tone::Warn)
                   : refuse(plan.missing(), Tone::Warn);
    }
    if (checked->plan.steps.empty()) {
        return refuse(tr("The plan has no steps: everything is so already."), Tone::Warn);
    }
    if (checked->plan.needsSecondPerson()) {
        return refuse(tr("This plan needs a second person, which this version cannot ask yet."), Tone::Warn);
    }
    if (!run.hasRegistry() && checked->plan.registry.isEmpty()) {
        return refuse(tr("No registry is chosen: Ctrl+L."), Tone::Warn);
    }
    if (!check.countTyped()) {
        return refuse(tr("Type the number of steps in the Check panel, then hold Ctrl+Enter."), Tone::Accent);
    }
    return {{},
            tr("Hold Ctrl+Enter for a second: %1 go out.")
                .arg(counted(std::int64_t(checked->plan.steps.size()), tr("step"))),
            Tone::Accent};
}

} // namespace cordon::ui
