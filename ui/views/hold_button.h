// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QTimer>

namespace cordon::ui {

/// The commit button: acts after it was held for one second, by mouse, by Space, or by Ctrl+Enter
/// held anywhere in the window. A ring fills meanwhile; letting go takes it back. Thread: ui.
class HoldButton : public QAbstractButton {
    Q_OBJECT
public:
    static constexpr int kHoldMs = 1000;

    explicit HoldButton(const QString& text, QWidget* parent = nullptr);

    /// What is said while it cannot be held; empty: it can.
    void setRefusal(const QString& why);
    [[nodiscard]] const QString& refusal() const { return m_refusal; }
    void beginHold();
    void endHold();
    [[nodiscard]] bool isHeld() const { return m_tick.isActive(); }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void held();
    void holdBegun();
    void holdBroken();
    void refused(const QString& why);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QTimer m_tick;
    QElapsedTimer m_clock;
    QString m_refusal;
    double m_part = 0;
};

/// Watches the whole window for Ctrl+Enter going down and up, wherever the focus is.
class HoldKeyWatcher : public QObject {
    Q_OBJECT
public:
    HoldKeyWatcher(QWidget* window, HoldButton* button);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window;
    HoldButton* m_button;
};

} // namespace cordon::ui
