// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/visible_text.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QWidget>

namespace cordon::test {

/// A widget for a person who reads a failure: class, name, text.
[[nodiscard]] inline QString describe(const QWidget& widget)
{
    return QStringLiteral("%1 '%2' in %3")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(),
             widget.parentWidget() != nullptr ? QString::fromLatin1(widget.parentWidget()->metaObject()->className())
                                              : QStringLiteral("nothing"));
}

/// A text that Qt would read as rich text if nobody told it not to.
[[nodiscard]] inline bool looksRich(const QString& text)
{
    return Qt::mightBeRichText(text);
}

/// Whether a tool-tip can do harm: ours are "<qt ...>" around escaped text, others must not look rich.
[[nodiscard]] inline bool toolTipIsSafe(const QString& tip)
{
    const QString body = tip.startsWith(QLatin1String("<qt ")) && tip.endsWith(QLatin1String("</qt>"))
                             ? tip.mid(tip.indexOf(QLatin1Char('>')) + 1).chopped(5)
                             : tip;
    return !body.contains(QLatin1Char('<')) &&
           !hasHiddenCharacters(QString(body).replace(QLatin1Char('\n'), QLatin1Char(' ')));
}

/// Every way in which a text under `root` could be more than text; empty: none.
[[nodiscard]] inline QStringList richTextsUnder(const QWidget& root)
{
    QStringList troubles;
    QList<const QWidget*> all{&root};
    const auto below = root.findChildren<QWidget*>();
    all.append(QList<const QWidget*>(below.begin(), below.end()));
    for (const QWidget* widget : all) {
        const auto say = [&](const QString& what) {
            troubles << QString(describe(*widget) + QStringLiteral(": ") + what);
        };
        if (!toolTipIsSafe(widget->toolTip())) {
            say(QStringLiteral("tool-tip ") + widget->toolTip());
        }
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            if (label->textFormat() != Qt::PlainText && !label->text().isEmpty()) {
                say(QStringLiteral("label that guesses: ") + label->text());
            }
            if (hasHiddenCharacters(QString(label->text()).remove(QLatin1Char('\n')))) {
                say(QStringLiteral("hidden characters: ") + label->text());
            }
        }
        if (const auto* text = qobject_cast<const QTextEdit*>(widget); text != nullptr && text->acceptRichText()) {
            say(QStringLiteral("takes rich text"));
        }
        if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget);
            text != nullptr && text->isReadOnly() &&
            hasHiddenCharacters(QString(text->toPlainText()).remove(QLatin1Char('\n')))) {
            say(QStringLiteral("hidden characters: ") + text->toPlainText());
        }
    }
    return troubles;
}

} // namespace cordon::test
