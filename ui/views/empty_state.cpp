// SPDX-License-Identifier: Apache-2.0
#include "ui/views/empty_state.h"

#include <QVBoxLayout>

namespace cordon::ui {

EmptyState::EmptyState(QWidget* content, QWidget* parent) : QStackedWidget(parent)
{
    auto* page = new QWidget(this);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    m_heading = new PlainLabel({}, TextRole::Title, page);
    m_sentence = new PlainLabel({}, TextRole::Body, page);
    m_sentence->muted()->wrapped();
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(480);
    m_button = new QPushButton(page);
    m_button->setObjectName(QStringLiteral("emptyAction"));
    m_button->setDefault(true);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(space::kWide);
    column->addStretch(2);
    column->addWidget(m_heading, 0, Qt::AlignHCenter);
    // In a row of its own: a label that is aligned gets the height of its shortest form.
    auto* middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(m_sentence);
    middle->addStretch();
    column->addLayout(middle);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    addWidget(content);
    addWidget(page);
}

void EmptyState::showContent()
{
    setCurrentIndex(0);
}

void EmptyState::showNothing(const QString& heading, const QString& sentence, const QString& action)
{
    m_heading->setText(heading);
    m_sentence->setText(sentence);
    m_button->setText(action);
    m_button->setAccessibleName(action.isEmpty() ? heading : action);
    m_button->setVisible(!action.isEmpty());
    setCurrentIndex(1);
}

} // namespace cordon::ui
