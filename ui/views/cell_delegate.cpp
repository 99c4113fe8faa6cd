// SPDX-License-Identifier: Apache-2.0
#include "ui/views/cell_delegate.h"

#include "ui/models/cells.h"
#include "ui/models/working_set.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QPainter>
#include <QPixmapCache>

namespace cordon::ui {

namespace {

constexpr int kMarkSide = 15;

void paintMark(QPainter& painter, int mark)
{
    const Tokens& t = tokens();
    const QRectF box(1.5, 1.5, 13, 13);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = mark == int(Mark::Ticked) || mark == kPartlyTicked;
    painter.setBrush(on ? QBrush(t.accent) : QBrush(t.surface));
    painter.setPen(QPen(on ? t.accent : mark == int(Mark::LeftOut) ? t.warn : t.outline, 1.2));
    painter.drawRoundedRect(box, 2.5, 2.5);
    painter.setPen(QPen(on ? t.onAccent : t.warn, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    if (mark == int(Mark::Ticked)) {
        const QPointF points[] = {at(0.24, 0.54), at(0.43, 0.73), at(0.77, 0.30)};
        painter.drawPolyline(points, 3);
    } else if (mark == kPartlyTicked) {
        painter.drawLine(at(0.26, 0.5), at(0.74, 0.5));
    } else if (mark == int(Mark::LeftOut)) {
        painter.drawLine(at(0.28, 0.28), at(0.72, 0.72));
        painter.drawLine(at(0.72, 0.28), at(0.28, 0.72));
    }
}

/// Smooth lines cost more than all the rest of a frame: a mark is drawn once and then copied.
void drawMark(QPainter* painter, const QRect& cell, int mark)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    const QString key = QStringLiteral("cordon-mark-%1-%2-%3").arg(mark).arg(int(tokens().dark)).arg(ratio);
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = QPixmap(QSize(kMarkSide + 1, kMarkSide + 1) * ratio);
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::transparent);
        QPainter own(&picture);
        paintMark(own, mark);
        own.end();
        QPixmapCache::insert(key, picture);
    }
    painter->drawPixmap(cell.center() - QPoint(kMarkSide / 2, kMarkSide / 2), picture);
}

void drawShare(QPainter* painter, const QRect& cell, double share)
{
    const QRect room = cell.adjusted(space::kNormal, 0, -space::kNormal, 0);
    const int height = 7;
    const int width = qMax(2, int(room.width() * qBound(0.0, share, 1.0)));
    painter->fillRect(QRect(room.left(), room.center().y() - height / 2, width, height), tokens().accent);
}

void drawSign(QPainter* painter, const QRect& cell, bool open)
{
    const QPointF middle(cell.left() + CellDelegate::kSignWidth / 2.0 + 1.5, cell.center().y() + 0.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokens().muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const qreal wide = 3.6, deep = 1.9;
    const QPointF down[] = {middle + QPointF(-wide, -deep), middle + QPointF(0, deep), middle + QPointF(wide, -deep)};
    const QPointF right[] = {middle + QPointF(-deep, -wide), middle + QPointF(deep, 0), middle + QPointF(-deep, wide)};
    painter->drawPolyline(open ? down : right, 3);
    painter->restore();
}

/// Shapes the text twice at most, where the style would lay it out as a paragraph.
void drawText(QPainter* painter, const QStyleOptionViewItem& option, const QRect& room)
{
    const int wide = option.fontMetrics.horizontalAdvance(option.text);
    const bool fits = wide <= room.width();
    const QString text =
        fits ? option.text : option.fontMetrics.elidedText(option.text, option.textElideMode, room.width());
    const bool current = option.state.testFlag(QStyle::State_Selected);
    const auto group = option.state.testFlag(QStyle::State_Active) ? QPalette::Normal : QPalette::Inactive;
    painter->setPen(option.palette.color(group, current ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(option.font);
    const bool right = fits && option.displayAlignment.testFlag(Qt::AlignRight);
    const int spare = room.height() - option.fontMetrics.height();
    painter->drawText(
        QPoint(right ? room.right() + 1 - wide : room.left(), room.top() + spare / 2 + option.fontMetrics.ascent()),
        text);
}

void drawGround(QPainter* painter, const QStyleOptionViewItem& option, const QStyle& style)
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        style.drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    } else if (option.backgroundBrush.style() != Qt::NoBrush) {
        painter->fillRect(option.rect, option.backgroundBrush);
    }
}

void drawFocus(QPainter* painter, const QStyleOptionViewItem& option, const QStyle& style)
{
    if (!option.state.testFlag(QStyle::State_HasFocus)) {
        return;
    }
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    focus.state |= QStyle::State_KeyboardFocusChange | QStyle::State_Item;
    focus.backgroundColor = option.palette.color(QPalette::Base);
    style.drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
}

} // namespace

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& cell) const
{
    // Only what our models serve: every role asked for is asked for in each cell of each frame.
    option->index = cell;
    option->features |= QStyleOptionViewItem::HasDisplay;
    option->text = cell.data(Qt::DisplayRole).toString();
    option->displayAlignment = Qt::Alignment(cell.data(Qt::TextAlignmentRole).toInt());
    option->backgroundBrush = qvariant_cast<QBrush>(cell.data(Qt::BackgroundRole));
    const auto tone = Tone(cell.data(ToneRole).toInt());
    if (tone != Tone::Neutral) {
        option->palette.setColor(QPalette::Text, ink(tone));
        option->palette.setColor(QPalette::HighlightedText, ink(tone));
    }
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& cell) const
{
    QStyleOptionViewItem own = option;
    initStyleOption(&own, cell);
    const QStyle& style = own.widget != nullptr ? *own.widget->style() : *QApplication::style();
    drawGround(painter, own, style);
    const int margin = style.pixelMetric(QStyle::PM_FocusFrameHMargin, &own, own.widget) + 1;
    if (const QVariant mark = cell.column() == 0 ? cell.data(MarkRole) : QVariant(); mark.isValid()) {
        drawMark(painter, own.rect, mark.toInt());
    } else if (own.text.isEmpty()) {
        if (const QVariant share = cell.data(ShareRole); share.isValid()) {
            drawShare(painter, own.rect, share.toDouble());
        }
    } else {
        const auto outline = OutlineMark(cell.data(OutlineRole).toInt());
        const int indent = outline == OutlineMark::None  ? margin
                           : outline == OutlineMark::Row ? kSignWidth + space::kWide
                                                         : kSignWidth;
        if (outline == OutlineMark::Open) { // so that it stands out among its rows
            own.font.setWeight(QFont::DemiBold);
            own.fontMetrics = QFontMetrics(own.font);
        }
        drawText(painter, own, own.rect.adjusted(indent, 0, -margin, 0));
        if (outline == OutlineMark::Closed || outline == OutlineMark::Open) {
            drawSign(painter, own.rect, outline == OutlineMark::Open);
        }
    }
    drawFocus(painter, own, style);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {80, option.fontMetrics.height() + space::kNormal};
}

} // namespace cordon::ui
