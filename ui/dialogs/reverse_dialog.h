// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/plan.h"
#include "core/actions/runs.h"
#include "ui/dialogs/plain_dialog.h"

#include <QCheckBox>
#include <QPlainTextEdit>

namespace cordon::ui {

/// Why a run is taken back, and what of it stays. Makes an order, sends nothing. Thread: ui.
class ReverseDialog : public PlainDialog {
    Q_OBJECT
public:
    /// `ticked`: subjects that may be left as they are.
    ReverseDialog(const RunSummary& run, const std::vector<Subject>& ticked, QWidget* parent);

Q_SIGNALS:
    void ordered(const cordon::ReverseOrder& order);

private:
    RunId m_run;
    std::vector<Subject> m_ticked;
    QPlainTextEdit* m_reason;
    QCheckBox* m_except = nullptr;
};

} // namespace cordon::ui
