// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/views/plain_text.h"

#include <QPushButton>
#include <QStackedWidget>

namespace cordon::ui {

/// A widget, or in its place a heading, a sentence that says what to do, and a button that does it.
/// Thread: ui.
class EmptyState : public QStackedWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* content, QWidget* parent = nullptr);
    void showContent();
    /// No button where `action` is empty.
    void showNothing(const QString& heading, const QString& sentence, const QString& action = {});

Q_SIGNALS:
    void actionTriggered();

private:
    PlainLabel* m_heading;
    PlainLabel* m_sentence;
    QPushButton* m_button;
};

} // namespace cordon::ui
