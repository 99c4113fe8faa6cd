// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/plan_desk.h"
#include "ui/views/plain_text.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace cordon::ui {

/// The compiled plan: its figures, what it touches besides, the words, and, for a large one, the
/// field for the typed count. Thread: ui.
class CheckPanel : public QWidget {
    Q_OBJECT
public:
    /// Above so many steps the number must be typed before the commit.
    static constexpr std::int64_t kTypedCountAbove = 500;

    explicit CheckPanel(PlanDesk& desk, QWidget* parent = nullptr);
    /// True where no count is asked for, or the right one stands there.
    [[nodiscard]] bool countTyped() const;
    [[nodiscard]] bool asksForCount() const;
    void focusCount();
    void setTarget(const QString& registry);

Q_SIGNALS:
    void countChanged();

private:
    void showPlan();
    void showError(const Error& error);
    void setFigure(int row, const QString& label, const QString& value, Tone tone);
    void showFigures(const CheckedPlan& checked);
    void showRemarks(const CheckedPlan& checked);

    PlanDesk& m_desk;
    PlainLabel* m_title;
    PlainLabel* m_state;
    QGridLayout* m_figures;
    std::vector<PlainLabel*> m_labels, m_values;
    PlainLabel* m_countLabel;
    QLineEdit* m_count;
    PlainLabel* m_target;
    QPlainTextEdit* m_words;
    QString m_registry;
};

} // namespace cordon::ui
