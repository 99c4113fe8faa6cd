// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/report.h"
#include "ui/dialogs/plain_dialog.h"
#include "ui/models/workbench.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace cordon::ui {

/// The incident report of a run: level, formats, folder, and how it will read. Thread: ui.
class ReportDialog : public PlainDialog {
    Q_OBJECT
public:
    ReportDialog(Workbench& bench, RunId run, const QString& folder, QWidget* parent);

Q_SIGNALS:
    void written(const QString& folder);

private:
    [[nodiscard]] ReportOrder order() const;
    void refreshPreview();
    void write();

    Workbench& m_bench;
    RunId m_run;
    QComboBox* m_level;
    QLineEdit* m_folder;
    std::vector<QCheckBox*> m_formats;
    QPlainTextEdit* m_preview;
    PlainLabel* m_answer;
    QPushButton* m_write;
};

} // namespace cordon::ui
