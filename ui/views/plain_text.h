// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QLabel>

namespace cordon::ui {

/// A label that never becomes rich text, whatever is in it (security.md T1). Texts from outside
/// still go through forCell or forDetail first. Thread: ui.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(const QString& text = {}, TextRole role = TextRole::Body, QWidget* parent = nullptr);

    /// Muted, accent, warning or danger by the palette's roles, so a change of theme needs no code.
    PlainLabel* muted();
    PlainLabel* toned(Tone tone);
    /// The same, with lines broken to the width.
    PlainLabel* wrapped();

protected:
    void changeEvent(QEvent* event) override;

private:
    TextRole m_role;
};

/// A heading above a part of a panel.
[[nodiscard]] PlainLabel* sectionHeading(const QString& text, QWidget* parent = nullptr);

/// A tool-tip that stays plain text: escaped, so that Qt has nothing to guess.
void setPlainToolTip(QWidget* widget, const QString& text);
[[nodiscard]] QString plainToolTip(const QString& text);

/// For every tool-tip of the program: one that was not made by the two above is shown escaped.
void guardToolTips();

} // namespace cordon::ui
