// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/table_dialogs.h"

#include "core/domain/visible_text.h"
#include "ui/models/list_model.h"
#include "ui/models/words.h"
#include "ui/views/dense_table.h"

#include <map>

namespace cordon::ui {

namespace {

DenseTable* addTable(PlainDialog* dialog, const QString& name, const QStringList& headers, const QStringList& samples,
                     int rows, ListModel::CellAt cellAt)
{
    auto* table = new DenseTable(name, dialog);
    auto* model = new ListModel(headers, std::move(cellAt), dialog);
    model->setRowCount(rows);
    table->setModel(model);
    table->fitColumns(samples);
    dialog->body()->addWidget(table, 1);
    table->moveTo(0);
    return table;
}

} // namespace

PlainDialog* showImportOutcome(const ImportOutcome& outcome, QWidget* parent)
{
    auto* dialog = new PlainDialog(QObject::tr("Imported"), parent);
    const CacheCounts& c = outcome.counts;
    dialog->addText(QObject::tr("The cache now holds %1 on %2, %3, %4 and %5.")
                        .arg(accountsAndProjects(c.accounts, c.projects),
                             counted(c.domains, QObject::tr("mail domain")), counted(c.uploads, QObject::tr("upload")),
                             counted(c.roles, QObject::tr("role")), counted(c.reports, QObject::tr("report"))));
    if (c.unresolved > 0) {
        dialog->addText(
            QObject::tr("%1 that rows mention and no file describes.").arg(counted(c.unresolved, QObject::tr("name"))));
    }
    if (outcome.rejectedTotal == 0) {
        dialog->addText(QObject::tr("No line was rejected."));
    } else {
        dialog->setRoom(820, 480);
        dialog
            ->addText(QObject::tr("%1 rejected; the rest was imported. Mend the lines and import the file again: "
                                  "what is in already does not double.")
                          .arg(counted(outcome.rejectedTotal, QObject::tr("line was"), QObject::tr("lines were"))))
            ->toned(Tone::Warn);
        const auto rejected = outcome.rejected;
        addTable(
            dialog, QObject::tr("Rejected lines"),
            {QObject::tr("File"), QObject::tr("Line>"), QObject::tr("Column>"), QObject::tr("Why")},
            {QStringLiteral("accounts.csvxxxxxxx"), QStringLiteral("123,456"), QStringLiteral("Columnxx"), QString()},
            int(rejected.size()), [rejected](int row, int column) {
                const RejectedLine& line = rejected[std::size_t(row)];
                switch (column) {
                case 0:
                    return Cell{forCell(line.file, 120), false, Tone::Neutral, {}};
                case 1:
                    return Cell{figure(std::int64_t(line.line)), true, Tone::Neutral, {}};
                case 2:
                    return Cell{line.column > 0 ? figure(line.column) : QString(), true, Tone::Neutral, {}};
                default:
                    return Cell{forCell(line.reason), false, Tone::Neutral, line.reason.left(500)};
                }
            });
    }
    dialog->addCloseButton(QObject::tr("Close"))->setFocus();
    dialog->show();
    return dialog;
}

PlainDialog* showTimelineTable(const TimelineWidget& timeline, QWidget* parent)
{
    struct Line {
        std::int64_t figures[4] = {0, 0, 0, 0};
    };
    std::map<Instant, Line> byTime;
    const auto add = [&](const std::vector<Bin>& bins, int place) {
        for (const Bin& bin : bins) {
            if (bin.count > 0) {
                byTime[bin.at].figures[place] = bin.count;
            }
        }
    };
    add(timeline.histogram(TimelineWidget::Registrations).all, 0);
    add(timeline.histogram(TimelineWidget::Registrations).kept, 1);
    add(timeline.histogram(TimelineWidget::Uploads).all, 2);
    add(timeline.histogram(TimelineWidget::Uploads).kept, 3);
    std::vector<std::pair<Instant, Line>> lines(byTime.begin(), byTime.end());
    auto* dialog = new PlainDialog(QObject::tr("Timeline as a table"), parent);
    dialog->setRoom(680, 520);
    dialog->addText(timeline.summary());
    auto* table = addTable(dialog, QObject::tr("Timeline as a table"),
                           {QObject::tr("From (UTC)"), QObject::tr("Registrations>"), QObject::tr("match>"),
                            QObject::tr("Uploads>"), QObject::tr("match>")},
                           {QStringLiteral("2025-06-30 08:00xx"), QStringLiteral("Registrationsx"),
                            QStringLiteral("12,345"), QStringLiteral("Uploadsxx"), QStringLiteral("12,345")},
                           int(lines.size()), [lines](int row, int column) {
                               const auto& line = lines[std::size_t(row)];
                               return column == 0
                                          ? Cell{timeCell(line.first), false, Tone::Neutral, {}}
                                          : Cell{figure(line.second.figures[column - 1]), true, Tone::Neutral, {}};
                           });
    dialog->addCloseButton(QObject::tr("Close"));
    table->setFocus();
    dialog->show();
    return dialog;
}

} // namespace cordon::ui
