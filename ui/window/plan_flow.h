// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/parts.h"

namespace cordon::ui {

/// From staged verbs to a finished run, its report and its reversal. Thread: ui.
class PlanFlow : public QObject {
    Q_OBJECT
public:
    PlanFlow(const Parts& parts, QObject* parent);

    /// What Ctrl+Z means on a list of runs.
    void reverseRun(const RunSummary* run);
    /// The run under the cursor, on the screen, or the last one; null where there was none.
    [[nodiscard]] const RunSummary* runInQuestion() const;

private:
    void wireVerbs();
    void wireJustification();
    void wireCheck();
    void wireCommit();
    void wireRun();
    void wireRecord();
    void undo();
    void check();
    void commit();
    void escape();
    void cancelRest();
    void report();
    void exportLedger();
    void runEnded(const ApplyOutcome& outcome);
    void logIn(const QString& why);
    void refresh();

    Parts m_p;
};

} // namespace cordon::ui
