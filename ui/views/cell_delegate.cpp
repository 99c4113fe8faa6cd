// SPDX-License-Identifier: Apache-2.0
#include "ui/views/cell_delegate.h"

#include "ui/models/cells.h"
#include "ui/models/working_set.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QPainter>

#include <utility>

namespace cordon::ui {

namespace {

void drawMark(QPainter* painter, const QRect& cell, int mark)
{
    const Tokens& t = tokens();
    const qreal side = 13;
    const QRectF box(cell.center().x() - side / 2 + 0.5, cell.center().y() - side / 2 + 0.5, side, side);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool on = mark == int(Mark::Ticked) || mark == kPartlyTicked;
    painter->setBrush(on ? QBrush(t.accent) : QBrush(t.surface));
    painter->setPen(QPen(on ? t.accent : mark == int(Mark::LeftOut) ? t.warn : t.outline, 1.2));
    painter->drawRoundedRect(box, 2.5, 2.5);
    painter->setPen(QPen(on ? t.onAccent : t.warn, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    if (mark == int(Mark::Ticked)) {
        const QPointF points[] = {at(0.24, 0.54), at(0.43, 0.73), at(0.77, 0.30)};
        painter->drawPolyline(points, 3);
    } else if (mark == kPartlyTicked) {
        painter->drawLine(at(0.26, 0.5), at(0.74, 0.5));
    } else if (mark == int(Mark::LeftOut)) {
        painter->drawLine(at(0.28, 0.28), at(0.72, 0.72));
        painter->drawLine(at(0.72, 0.28), at(0.28, 0.72));
    }
    painter->restore();
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

/// The cell as ever, its text behind the sign; rows of a group stand further in.
void drawOutlined(QPainter* painter, QStyleOptionViewItem& option, const QStyle& style, int mark)
{
    const QString text = std::exchange(option.text, QString());
    style.drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const bool row = mark == int(OutlineMark::Row);
    const int indent = CellDelegate::kSignWidth + (row ? space::kWide : 0);
    const QRect room = option.rect.adjusted(indent, 0, -space::kTight, 0);
    const bool current = option.state.testFlag(QStyle::State_Selected);
    painter->setPen(option.palette.color(current ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(option.font);
    painter->drawText(room, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine),
                      option.fontMetrics.elidedText(text, option.textElideMode, room.width()));
    if (!row) {
        drawSign(painter, option.rect, mark == int(OutlineMark::Open));
    }
}

} // namespace

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& cell) const
{
    QStyledItemDelegate::initStyleOption(option, cell);
    const auto tone = Tone(cell.data(ToneRole).toInt());
    if (tone != Tone::Neutral) {
        option->palette.setColor(QPalette::Text, ink(tone));
        option->palette.setColor(QPalette::HighlightedText, ink(tone));
    }
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& cell) const
{
    const QVariant share = cell.data(ShareRole);
    const bool isMark = cell.column() == 0 && cell.data(MarkRole).isValid();
    const int outline = cell.data(OutlineRole).toInt();
    if (outline != int(OutlineMark::None)) {
        QStyleOptionViewItem own = option;
        initStyleOption(&own, cell);
        drawOutlined(painter, own, own.widget != nullptr ? *own.widget->style() : *QApplication::style(), outline);
        return;
    }
    if (!isMark && !share.isValid()) {
        QStyledItemDelegate::paint(painter, option, cell);
        return;
    }
    QStyleOptionViewItem own = option;
    initStyleOption(&own, cell);
    own.features &= ~QStyleOptionViewItem::HasCheckIndicator;
    own.text.clear();
    const QStyle* style = own.widget != nullptr ? own.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &own, painter, own.widget);
    if (isMark) {
        drawMark(painter, option.rect, cell.data(MarkRole).toInt());
    } else {
        drawShare(painter, option.rect, share.toDouble());
    }
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {80, option.fontMetrics.height() + space::kNormal};
}

} // namespace cordon::ui
