// SPDX-License-Identifier: Apache-2.0
#include "ui/window/banner.h"

#include <QHBoxLayout>
#include <QPainter>

namespace cordon::ui {

Banner::Banner(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("banner"));
    m_text = (new PlainLabel({}, TextRole::Body, this))->wrapped();
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_button = new QPushButton(this);
    m_button->setObjectName(QStringLiteral("bannerButton"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kPage, space::kTight + 2, space::kWide, space::kTight + 2);
    row->setSpacing(space::kWide);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_pressed) {
            m_pressed();
        }
    });
    hide();
}

void Banner::say(Tone tone, const QString& text, const QString& action, const std::function<void()>& pressed)
{
    m_tone = tone;
    m_pressed = pressed;
    m_text->toned(tone)->setText(text);
    setAccessibleName(text);
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    show();
    update();
}

void Banner::clear()
{
    m_pressed = {};
    m_text->clear();
    hide();
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tint(m_tone));
    painter.fillRect(QRect(0, 0, 4, height()), ink(m_tone));
    painter.setPen(tokens().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace cordon::ui
