// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/cordon_style.h"

#include "ui/theme/tokens.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>

namespace cordon::ui {

namespace {

constexpr qreal kCorner = 4.0;

void roundedBox(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& edge, qreal width = 1.0)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(QPen(edge, width));
    const qreal inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), kCorner, kCorner);
    painter->restore();
}

void drawButtonPanel(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const bool isDefault = button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton);
    const bool pressed = option->state.testFlag(QStyle::State_Sunken) || option->state.testFlag(QStyle::State_On);
    const bool hovered =
        option->state.testFlag(QStyle::State_MouseOver) && option->state.testFlag(QStyle::State_Enabled);
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    QColor fill = pressed || (isDefault && enabled) ? t.accentTint : t.raised;
    if (hovered && !pressed) {
        fill = isDefault ? t.highlight : t.window;
    }
    const QColor edge = !enabled ? t.line : isDefault || pressed ? t.accent : t.outline;
    roundedBox(painter, option->rect, fill, edge);
}

void drawHeaderSection(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    painter->fillRect(option->rect, t.raised);
    painter->setPen(t.line);
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
    painter->drawLine(option->rect.topRight() + QPoint(0, 5), option->rect.bottomRight() - QPoint(0, 5));
}

void drawTabShape(const QStyleOptionTab* tab, QPainter* painter)
{
    const Tokens& t = tokens();
    const bool selected = tab->state.testFlag(QStyle::State_Selected);
    if (!selected && tab->state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(tab->rect.adjusted(0, 2, 0, -2), t.raised);
    }
    if (selected) {
        painter->fillRect(QRect(tab->rect.left() + 6, tab->rect.bottom() - 2, tab->rect.width() - 12, 3), t.accent);
    }
}

void drawScrollBar(const QStyle& style, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget)
{
    const Tokens& t = tokens();
    painter->fillRect(option->rect, t.surface);
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (slider == nullptr || slider->maximum <= slider->minimum) {
        return;
    }
    const QRect grip = style.subControlRect(QStyle::CC_ScrollBar, option, QStyle::SC_ScrollBarSlider, widget);
    const bool active = option->state.testFlag(QStyle::State_Sunken) || option->state.testFlag(QStyle::State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(active ? t.outline : t.barOut);
    painter->drawRoundedRect(QRectF(grip).adjusted(3, 3, -3, -3), 3, 3);
    painter->restore();
}

/// Empty, ticked, or partly so: told by shape, as in the tables.
void drawCheckBox(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    const bool on = option->state.testFlag(QStyle::State_On);
    const bool partly = option->state.testFlag(QStyle::State_NoChange);
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const QColor fill = !enabled ? t.raised : on || partly ? t.accent : t.surface;
    roundedBox(painter, option->rect, fill, !enabled ? t.line : on || partly ? t.accent : t.outline, 1.2);
    const QRectF box(option->rect);
    const auto at = [&](qreal x, qreal y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(enabled ? t.onAccent : t.muted, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (on) {
        const QPointF points[] = {at(0.24, 0.54), at(0.43, 0.73), at(0.77, 0.30)};
        painter->drawPolyline(points, 3);
    } else if (partly) {
        painter->drawLine(at(0.26, 0.5), at(0.74, 0.5));
    }
    painter->restore();
}

void drawProgress(const QStyleOptionProgressBar& bar, QPainter* painter)
{
    const Tokens& t = tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const QRectF groove(bar.rect);
    const qreal corner = qMin(kCorner, groove.height() / 2);
    painter->setBrush(t.line);
    painter->drawRoundedRect(groove, corner, corner);
    const bool unknown = bar.maximum <= bar.minimum;
    const qreal part = unknown ? 1.0 : qreal(bar.progress - bar.minimum) / qreal(bar.maximum - bar.minimum);
    QColor fill = t.accent;
    fill.setAlphaF(unknown ? 0.4F : 1.0F);
    painter->setBrush(fill);
    if (part > 0) {
        painter->drawRoundedRect(QRectF(groove.left(), groove.top(), groove.width() * part, groove.height()), corner,
                                 corner);
    }
    painter->restore();
}

} // namespace

CordonStyle::CordonStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void CordonStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const
{
    const Tokens& t = tokens();
    const bool focused = option->state.testFlag(State_HasFocus);
    switch (element) {
    case PE_PanelButtonCommand:
        drawButtonPanel(option, painter);
        return;
    case PE_FrameFocusRect:
        roundedBox(painter, option->rect, Qt::transparent, t.accent, 1.5);
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame != nullptr && frame->lineWidth > 0) {
            roundedBox(painter, option->rect, t.surface, focused ? t.accent : t.outline, focused ? 1.6 : 1.0);
        } else {
            painter->fillRect(option->rect, option->palette.base());
        }
        return;
    case PE_FrameLineEdit:
        return; // drawn with the panel
    case PE_IndicatorCheckBox:
        drawCheckBox(option, painter);
        return;
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit*>(widget) != nullptr) {
            roundedBox(painter, option->rect, Qt::transparent, focused ? t.accent : t.outline, focused ? 1.6 : 1.0);
            return;
        }
        painter->setPen(focused ? t.accent : t.line);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameTabWidget:
        painter->setPen(t.line);
        painter->drawLine(option->rect.topLeft(), option->rect.topRight());
        return;
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CordonStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    switch (element) {
    case CE_HeaderSection:
        drawHeaderSection(option, painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, tokens().raised);
        painter->setPen(tokens().line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            drawTabShape(tab, painter);
        }
        return;
    case CE_ProgressBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) {
            drawProgress(*bar, painter);
        }
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, tokens().window);
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void CordonStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(*this, option, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect CordonStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    // No arrow buttons: the whole length is the groove.
    const bool upright = bar->orientation == Qt::Vertical;
    const int length = upright ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int grip = length;
    if (range > 0) {
        grip = int(qint64(length) * bar->pageStep / (range + bar->pageStep));
        grip = qBound(qMin(28, length), grip, length);
    }
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - grip, bar->upsideDown);
    int from = 0;
    int size = 0;
    switch (part) {
    case SC_ScrollBarSlider:
        from = start;
        size = grip;
        break;
    case SC_ScrollBarGroove:
        size = length;
        break;
    case SC_ScrollBarSubPage:
        size = start;
        break;
    case SC_ScrollBarAddPage:
        from = start + grip;
        size = length - from;
        break;
    default:
        return {};
    }
    const QRect rect = upright ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), size)
                               : QRect(bar->rect.x() + from, bar->rect.y(), size, bar->rect.height());
    return visualRect(bar->direction, bar->rect, rect);
}

QRect CordonStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(space::kTight, 0, -space::kTight, 0) : rect;
}

QSize CordonStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const
{
    const QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return wanted + QSize(space::kNormal, 0);
    case CT_LineEdit:
    case CT_ComboBox:
        return wanted + QSize(0, space::kTight);
    default:
        return wanted;
    }
}

int CordonStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth: // room for the ring of the focus
        return qobject_cast<const QPlainTextEdit*>(widget) != nullptr
                   ? space::kHair
                   : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ScrollBarExtent:
        return 12;
    case PM_SplitterWidth:
        return space::kNormal;
    case PM_TabBarTabHSpace:
        return 2 * space::kWide;
    case PM_TabBarTabVSpace:
        return space::kWide;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    case PM_ButtonMargin:
        return space::kWide;
    case PM_HeaderMargin:
        return space::kTight + 2;
    case PM_FocusFrameHMargin: // of a cell: its text stands below its header's
        return space::kTight + 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 15;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int CordonStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace cordon::ui
