// SPDX-License-Identifier: Apache-2.0
#include "ui/views/plain_text.h"

#include "core/domain/visible_text.h"

#include <QApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QToolTip>

namespace cordon::ui {

namespace {

constexpr const char* kEscaped = "cordonEscaped";

/// Shows tool-tips that Qt or a caller set as they came. Item views are left to their models, which
/// answer with plainToolTip().
class ToolTipGuard : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip) {
            return false;
        }
        auto* widget = qobject_cast<QWidget*>(watched);
        if (widget == nullptr || widget->toolTip().isEmpty() || widget->property(kEscaped).toBool()) {
            return false;
        }
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(widget->toolTip()), widget);
        return true;
    }
};

} // namespace

PlainLabel::PlainLabel(const QString& text, TextRole role, QWidget* parent) : QLabel(parent), m_role(role)
{
    setTextFormat(Qt::PlainText);
    setFont(fontOf(role));
    setText(text);
}

PlainLabel* PlainLabel::muted()
{
    setForegroundRole(QPalette::PlaceholderText);
    return this;
}

PlainLabel* PlainLabel::toned(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        setForegroundRole(QPalette::Link);
        break;
    case Tone::Warn:
        setForegroundRole(QPalette::LinkVisited);
        break;
    case Tone::Danger:
        setForegroundRole(QPalette::BrightText);
        break;
    case Tone::Good:
    case Tone::Neutral:
        setForegroundRole(QPalette::WindowText);
        break;
    }
    return this;
}

PlainLabel* PlainLabel::wrapped()
{
    setWordWrap(true);
    return this;
}

void PlainLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        setFont(fontOf(m_role));
    }
}

PlainLabel* sectionHeading(const QString& text, QWidget* parent)
{
    auto* label = new PlainLabel(text, TextRole::Small, parent);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label->muted();
}

QString plainToolTip(const QString& text)
{
    if (text.isEmpty()) {
        return {};
    }
    QString escaped = forDetail(text.left(2000)).toHtmlEscaped();
    escaped.replace(QLatin1Char('\''), QStringLiteral("&#39;"));
    return QStringLiteral("<qt style=\"white-space:pre-wrap\">%1</qt>").arg(escaped);
}

void setPlainToolTip(QWidget* widget, const QString& text)
{
    widget->setToolTip(plainToolTip(text));
    widget->setProperty(kEscaped, true);
}

void guardToolTips()
{
    qApp->installEventFilter(new ToolTipGuard(qApp));
}

} // namespace cordon::ui
