// SPDX-License-Identifier: Apache-2.0
#include "ui/views/hold_button.h"

#include "ui/theme/tokens.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace cordon::ui {

namespace {

constexpr int kRing = 16;

bool isEnter(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

HoldButton::HoldButton(const QString& text, QWidget* parent) : QAbstractButton(parent)
{
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::StrongFocus);
    setFont(fontOf(TextRole::Strong));
    m_tick.setInterval(16);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_part = double(m_clock.elapsed()) / kHoldMs;
        if (m_part >= 1) {
            m_tick.stop();
            m_part = 0;
            Q_EMIT held();
        }
        update();
    });
}

void HoldButton::setRefusal(const QString& why)
{
    if (why == m_refusal) {
        return;
    }
    m_refusal = why;
    setAccessibleDescription(why);
    if (!why.isEmpty()) {
        endHold();
    }
    update();
}

void HoldButton::beginHold()
{
    if (!m_refusal.isEmpty()) {
        Q_EMIT refused(m_refusal);
        return;
    }
    if (!m_tick.isActive()) {
        m_clock.start();
        m_tick.start();
        Q_EMIT holdBegun();
    }
}

void HoldButton::endHold()
{
    if (m_tick.isActive()) {
        m_tick.stop();
        m_part = 0;
        update();
        Q_EMIT holdBroken();
    }
}

QSize HoldButton::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(text()) + kRing + space::kNormal + 2 * space::kPage,
            metrics.height() + 2 * space::kNormal};
}

void HoldButton::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens();
    const bool ready = m_refusal.isEmpty() && isEnabled();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(ready ? t.accent : t.outline, hasFocus() ? 2 : 1));
    painter.setBrush(ready ? t.accent : t.raised);
    painter.drawRoundedRect(box, 4, 4);
    const QColor text = ready ? t.onAccent : t.muted;
    const QRectF ring(space::kWide + 2, (height() - kRing) / 2.0, kRing, kRing);
    painter.setBrush(Qt::NoBrush);
    QColor faint = text;
    faint.setAlphaF(0.35F);
    painter.setPen(QPen(faint, 3));
    painter.drawEllipse(ring);
    if (m_part > 0) {
        painter.setPen(QPen(text, 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(ring, 90 * 16, -int(360 * 16 * qMin(1.0, m_part)));
    }
    if (hasFocus() && ready) {
        painter.setPen(QPen(t.onAccent, 1));
        painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 3, 3);
    }
    painter.setPen(text);
    painter.drawText(rect().adjusted(int(ring.right()) + space::kNormal, 0, -space::kNormal, 0),
                     int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine), this->text());
}

void HoldButton::mousePressEvent(QMouseEvent*)
{
    beginHold();
}

void HoldButton::mouseReleaseEvent(QMouseEvent*)
{
    endHold();
}

void HoldButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            beginHold();
        }
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void HoldButton::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            endHold();
        }
        return;
    }
    QAbstractButton::keyReleaseEvent(event);
}

void HoldButton::focusOutEvent(QFocusEvent* event)
{
    endHold();
    QAbstractButton::focusOutEvent(event);
}

HoldKeyWatcher::HoldKeyWatcher(QWidget* window, HoldButton* button)
    : QObject(window), m_window(window), m_button(button)
{
    qApp->installEventFilter(this);
}

bool HoldKeyWatcher::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::WindowDeactivate && watched == m_window) {
        m_button->endHold();
        return false;
    }
    if (type != QEvent::KeyPress && type != QEvent::KeyRelease && type != QEvent::ShortcutOverride) {
        return false;
    }
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (widget == nullptr || widget->window() != m_window) {
        return false;
    }
    auto* key = static_cast<QKeyEvent*>(event);
    const bool chord = isEnter(*key) && key->modifiers().testFlag(Qt::ControlModifier) &&
                       !key->modifiers().testFlag(Qt::ShiftModifier) && !key->modifiers().testFlag(Qt::AltModifier);
    if (type == QEvent::KeyRelease) {
        if (!key->isAutoRepeat() && (isEnter(*key) || key->key() == Qt::Key_Control)) {
            m_button->endHold();
        }
        return false;
    }
    if (!chord) {
        return false;
    }
    // The only key that can send anything is used for nothing else, in no widget.
    event->accept();
    if (type == QEvent::KeyPress && !key->isAutoRepeat()) {
        m_button->beginHold();
    }
    return true;
}

} // namespace cordon::ui
