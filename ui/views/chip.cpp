// SPDX-License-Identifier: Apache-2.0
#include "ui/views/chip.h"

#include <QPainter>

namespace cordon::ui {

namespace {

constexpr int kShape = 7;

void drawShape(QPainter& painter, Tone tone, QPointF at)
{
    const qreal r = kShape / 2.0;
    switch (tone) {
    case Tone::Good:
        painter.drawEllipse(at, r, r);
        break;
    case Tone::Accent:
        painter.drawRect(QRectF(at.x() - r, at.y() - r, kShape, kShape));
        break;
    case Tone::Warn: {
        const QPointF triangle[] = {{at.x(), at.y() - r}, {at.x() + r, at.y() + r}, {at.x() - r, at.y() + r}};
        painter.drawPolygon(triangle, 3);
        break;
    }
    case Tone::Danger: {
        const QPointF diamond[] = {
            {at.x(), at.y() - r - 1}, {at.x() + r + 1, at.y()}, {at.x(), at.y() + r + 1}, {at.x() - r - 1, at.y()}};
        painter.drawPolygon(diamond, 4);
        break;
    }
    case Tone::Neutral:
        break;
    }
}

} // namespace

Chip::Chip(const QString& text, Tone tone, QWidget* parent) : QWidget(parent), m_text(text), m_tone(tone)
{
    setFont(fontOf(TextRole::Small));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void Chip::show(const QString& text, Tone tone)
{
    if (text != m_text || tone != m_tone) {
        m_text = text;
        m_tone = tone;
        setAccessibleName(text);
        updateGeometry();
        update();
    }
    setVisible(!text.isEmpty());
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int shape = m_tone == Tone::Neutral ? 0 : kShape + space::kTight + 1;
    return {metrics.horizontalAdvance(m_text) + shape + 2 * space::kNormal, metrics.height() + space::kTight + 2};
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(m_tone == Tone::Neutral ? QPen(tokens().line) : QPen(Qt::NoPen));
    painter.setBrush(tint(m_tone));
    painter.drawRoundedRect(box, 4, 4);
    qreal left = space::kNormal;
    if (m_tone != Tone::Neutral) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink(m_tone));
        drawShape(painter, m_tone, {left + kShape / 2.0, box.center().y()});
        left += kShape + space::kTight + 1;
    }
    painter.setPen(ink(m_tone));
    painter.drawText(QRectF(left, 0, width() - left, height()), int(Qt::AlignVCenter | Qt::TextSingleLine), m_text);
}

} // namespace cordon::ui
