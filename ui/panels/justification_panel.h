// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/plan_desk.h"
#include "ui/views/plain_text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace cordon::ui {

/// Why: policy code, one sentence, evidence, review-by date. Every keystroke is kept. Thread: ui.
class JustificationPanel : public QWidget {
    Q_OBJECT
public:
    explicit JustificationPanel(PlanDesk& desk, QWidget* parent = nullptr);
    void setPolicies(const std::vector<Policy>& policies);
    /// Puts the cursor where something is missing.
    void begin();
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void closed();

private:
    void makeFields();
    void layOut();
    void showDraft();
    void takeDraft();
    void showTrouble();

    PlanDesk& m_desk;
    QComboBox* m_policy;
    PlainLabel* m_meaning;
    QPlainTextEdit* m_reason;
    QPlainTextEdit* m_evidence;
    QLineEdit* m_reviewBy;
    QLineEdit* m_name;
    PlainLabel* m_trouble;
    std::vector<Policy> m_policies;
    bool m_showing = false;
};

} // namespace cordon::ui
