// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/left_out_dialog.h"

#include "core/domain/visible_text.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>

namespace cordon::ui {

LeftOutDialog::LeftOutDialog(WorkingSet& set, const Index& index, QWidget* parent) : PlainDialog(tr("Left out"), parent)
{
    setObjectName(QStringLiteral("leftOutDialog"));
    setRoom(760, 420);
    addText(tr("These stay out of the plan, whatever the filter finds. The reason is kept as typed and stands in the "
               "report."))
        ->muted();
    auto* area = new QScrollArea(this);
    area->setAccessibleName(tr("Left out rows"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(area);
    auto* grid = new QGridLayout(page);
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(space::kWide);
    int row = 0;
    QLineEdit* first = nullptr;
    for (const Subject& subject : set.leftOut().subjects(index)) {
        const QString name = forCell(subject.name, 60);
        auto* why = new QLineEdit(page);
        why->setAccessibleName(tr("Why %1 is left out").arg(name));
        why->setPlaceholderText(tr("why it is left alone"));
        const auto known = set.reasons().find(subjectWord(subject));
        why->setText(known == set.reasons().end() ? QString() : known->second);
        connect(why, &QLineEdit::textChanged, &set,
                [&set, subject](const QString& text) { set.setReason(subject, text); });
        auto* back = new QPushButton(tr("Take back"), page);
        back->setAccessibleName(tr("Take back %1").arg(name));
        back->setAutoDefault(false);
        connect(back, &QPushButton::clicked, &set, [&set, subject, why, back] {
            set.takeBackLeftOut(subject);
            why->setEnabled(false);
            back->setEnabled(false);
        });
        grid->addWidget(new PlainLabel(QString(word(subject.kind) % QLatin1Char(' ') % name), TextRole::Body, page),
                        row, 0);
        grid->addWidget(why, row, 1);
        grid->addWidget(back, row++, 2);
        first = first == nullptr ? why : first;
    }
    grid->setRowStretch(row, 1);
    area->setWidget(page);
    body()->addWidget(area, 1);
    addCloseButton(tr("Close"));
    if (first != nullptr) {
        first->setFocus();
    }
}

} // namespace cordon::ui
