// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "ui/views/plain_text.h"

#include <QDialog>
#include <QPushButton>
#include <QVBoxLayout>

#include <functional>

namespace cordon::ui {

/// The frame of every dialog: a heading, a body, and buttons on the right. Shown with show(), never
/// with a nested event loop; deletes itself when closed. Thread: ui.
class PlainDialog : public QDialog {
    Q_OBJECT
public:
    PlainDialog(const QString& heading, QWidget* parent);

    /// Larger than its texts need: for what scrolls inside.
    void setRoom(int width, int height);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    /// A button; the first is the default.
    QPushButton* addButton(const QString& text, const std::function<void()>& pressed);
    QPushButton* addCloseButton(const QString& text);
    PlainLabel* addText(const QString& text, TextRole role = TextRole::Body);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QVBoxLayout* m_body;
    int m_ownHeight = 0; ///< asked for with setRoom()
    QHBoxLayout* m_buttons;
};

/// A sentence and a button.
PlainDialog* tell(QWidget* parent, const QString& heading, const QString& text);
PlainDialog* tellError(QWidget* parent, const QString& heading, const Error& error);
/// A question; `yes` runs when it is agreed to. The safe answer has the focus.
PlainDialog* ask(QWidget* parent, const QString& heading, const QString& text, const QString& agree,
                 const std::function<void()>& yes);
/// Asks for a path: typed, or found with the desktop's dialog.
enum class PathKind { Folder, FileOrFolder, NewFile };
PlainDialog* askPath(QWidget* parent, const QString& heading, const QString& text, PathKind kind,
                     const QString& suggestion, const QString& agree,
                     const std::function<void(const QString&)>& chosen);

} // namespace cordon::ui
