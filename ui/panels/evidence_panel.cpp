// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/evidence_panel.h"

#include "ui/views/chip.h"
#include "ui/views/plain_text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

namespace cordon::ui {

namespace {

QWidget* linesOf(const Dossier::Section& section, QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::kWide);
    grid->setVerticalSpacing(space::kTight);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Dossier::Line& line : section.lines) {
        auto* value = (new PlainLabel(line.value, TextRole::Body, box))->toned(line.tone)->wrapped();
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        if (line.label.isEmpty()) {
            grid->addWidget(value, row++, 0, 1, 2);
            continue;
        }
        auto* label = (new PlainLabel(line.label, TextRole::Body, box))->muted();
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        grid->addWidget(label, row, 0);
        grid->addWidget(value, row++, 1);
    }
    return box;
}

} // namespace

EvidencePanel::EvidencePanel(QWidget* parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("evidencePanel"));
    setAccessibleName(tr("Evidence"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
    showNothing();
}

void EvidencePanel::showNothing()
{
    Dossier empty;
    empty.kind = tr("Evidence");
    empty.title = tr("Nothing under the cursor");
    empty.sections.push_back(
        {{}, {{{}, tr("Move to a row with the arrow keys: what is known of it stands here."), Tone::Neutral}}});
    showDossier(empty, false);
}

void EvidencePanel::showDossier(const Dossier& dossier, bool revealed)
{
    auto* page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    build(dossier, revealed, page);
    setWidget(page); // deletes the one before
    verticalScrollBar()->setValue(0);
}

void EvidencePanel::build(const Dossier& dossier, bool revealed, QWidget* page)
{
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(space::kPage, space::kWide, space::kPage, space::kPage);
    column->setSpacing(space::kTight);
    column->addWidget(sectionHeading(dossier.kind, page));
    auto* title = (new PlainLabel(dossier.title, TextRole::Title, page))->wrapped();
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(title);
    if (!dossier.badges.empty()) {
        auto* badges = new QHBoxLayout;
        badges->setContentsMargins(0, space::kTight, 0, 0);
        badges->setSpacing(space::kTight);
        for (const Dossier::Line& badge : dossier.badges) {
            badges->addWidget(new Chip(badge.value, badge.tone, page));
        }
        badges->addStretch();
        column->addLayout(badges);
    }
    for (const Dossier::Section& section : dossier.sections) {
        column->addSpacing(space::kWide);
        if (!section.title.isEmpty()) {
            column->addWidget(sectionHeading(section.title, page));
        }
        column->addWidget(linesOf(section, page));
    }
    if (dossier.hasPersonalData) {
        column->addSpacing(space::kWide);
        column->addWidget((new PlainLabel(revealed ? tr("Personal data is shown until the cursor moves.")
                                                   : tr("Personal data is masked: R reveals it for this row."),
                                          TextRole::Small, page))
                              ->muted()
                              ->wrapped());
    }
    column->addStretch();
}

} // namespace cordon::ui
