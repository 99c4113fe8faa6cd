// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/report_dialog.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QHBoxLayout>

namespace cordon::ui {

ReportDialog::ReportDialog(Workbench& bench, RunId run, const QString& folder, QWidget* parent)
    : PlainDialog(tr("Incident report of run %1").arg(run.value), parent), m_bench(bench), m_run(run)
{
    setObjectName(QStringLiteral("reportDialog"));
    setRoom(820, 640);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kWide);
    m_level = new QComboBox(this);
    m_level->setObjectName(QStringLiteral("reportLevel"));
    m_level->setAccessibleName(tr("Level"));
    m_level->addItem(tr("internal: whole addresses"), int(ReportLevel::Internal));
    m_level->addItem(tr("partner: addresses masked"), int(ReportLevel::Partner));
    m_level->addItem(tr("public: bystanders masked, too"), int(ReportLevel::Public));
    row->addWidget(m_level);
    for (const auto& format : {QStringLiteral("md"), QStringLiteral("html"), QStringLiteral("csv")}) {
        auto* box = new QCheckBox(format.toUpper(), this);
        box->setObjectName(format);
        box->setAccessibleName(tr("Write %1").arg(format.toUpper()));
        box->setChecked(true);
        row->addWidget(box);
        m_formats.push_back(box);
    }
    row->addStretch();
    m_folder = new QLineEdit(shortPath(folder), this);
    m_folder->setObjectName(QStringLiteral("reportFolder"));
    m_folder->setAccessibleName(tr("Folder"));
    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(space::kWide);
    fields->setVerticalSpacing(space::kNormal);
    fields->addWidget(sectionHeading(tr("Level"), this), 0, 0);
    fields->addLayout(row, 0, 1);
    fields->addWidget(sectionHeading(tr("Folder"), this), 1, 0);
    fields->addWidget(m_folder, 1, 1);
    body()->addLayout(fields);
    body()->addSpacing(space::kTight);
    m_preview = new QPlainTextEdit(this);
    m_preview->setObjectName(QStringLiteral("reportPreview"));
    m_preview->setReadOnly(true);
    m_preview->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_preview->setAccessibleName(tr("How the report reads"));
    m_preview->setTabChangesFocus(true);
    body()->addWidget(m_preview, 1);
    m_answer = addText({});
    m_answer->setObjectName(QStringLiteral("reportAnswer"));
    m_write = addButton(tr("Write the report"), [this] { write(); });
    m_write->setObjectName(QStringLiteral("reportWrite"));
    addCloseButton(tr("Close"));
    m_write->setFocus();
    connect(m_level, &QComboBox::currentIndexChanged, this, &ReportDialog::refreshPreview);
    refreshPreview();
}

ReportOrder ReportDialog::order() const
{
    ReportOrder order;
    order.run = m_run;
    order.level = ReportLevel(m_level->currentData().toInt());
    order.folder = wholePath(m_folder->text());
    order.formats.clear();
    for (const QCheckBox* box : m_formats) {
        if (box->isChecked()) {
            order.formats.append(box->objectName());
        }
    }
    order.leftAloneWhy = m_bench.set().reasons();
    return order;
}

void ReportDialog::refreshPreview()
{
    ReportOrder preview = order();
    preview.formats = QStringList{QStringLiteral("md")};
    m_answer->toned(Tone::Neutral)->setText(tr("Gathering the facts…"));
    m_bench.jobs().start(
        Lane::Report, this,
        [session = m_bench.session(), preview](const auto&) -> Result<QString> {
            const auto report = previewReport(*session, preview);
            return report ? Result<QString>(QString::fromUtf8(toMarkdown(*report))) : tl::unexpected(report.error());
        },
        [this](const Result<QString>& text) {
            m_preview->setPlainText(text ? *text : QString());
            m_write->setEnabled(text.has_value());
            m_answer->toned(text ? Tone::Neutral : Tone::Danger)
                ->setText(text ? tr("The totals add up.") : forDetail(text.error().sentence()));
        });
}

void ReportDialog::write()
{
    const ReportOrder wanted = order();
    m_write->setEnabled(false);
    m_answer->toned(Tone::Neutral)->setText(tr("Writing…"));
    m_bench.jobs().start(
        Lane::Report, this,
        [session = m_bench.session(), wanted](const auto&) { return writeReport(*session, wanted); },
        [this, wanted](const Result<ReportOutcome>& outcome) {
            m_write->setEnabled(true);
            if (!outcome) {
                m_answer->toned(Tone::Danger)->setText(forDetail(outcome.error().sentence()));
                return;
            }
            m_answer->toned(Tone::Neutral)
                ->setText(tr("Written: %1 in %2. Ledger head %3.")
                              .arg(counted(std::int64_t(outcome->files.size()), tr("file")),
                                   forCell(shortPath(wanted.folder), 200), outcome->ledgerHead.left(16)));
            Q_EMIT written(wanted.folder);
        });
}

} // namespace cordon::ui
