// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/registry.h"
#include "ui/dialogs/plain_dialog.h"
#include "ui/models/run_desk.h"

#include <QCheckBox>
#include <QLineEdit>

namespace cordon::ui {

/// Which registry, and as whom: tries the log-in before it is believed. Thread: ui.
class RegistryDialog : public PlainDialog {
    Q_OBJECT
public:
    RegistryDialog(Workbench& bench, RunDesk& desk, const QString& why, QWidget* parent);

private:
    void tryLogIn();
    void answered(const Result<RegistryStatus>& status, const Credentials& credentials);
    [[nodiscard]] QLineEdit* field(const QString& title, const QString& hint, bool secret);

    Workbench& m_bench;
    RunDesk& m_desk;
    QLineEdit* m_url;
    QLineEdit* m_file;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QLineEdit* m_totp;
    QCheckBox* m_keep;
    PlainLabel* m_answer;
};

} // namespace cordon::ui
