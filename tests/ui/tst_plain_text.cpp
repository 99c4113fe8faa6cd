// SPDX-License-Identifier: Apache-2.0
// What somebody else wrote is shown as text: no markup, no hidden characters (security.md T1).
#include "tests/ui/small_bench.h"
#include "tests/ui/widget_walk.h"
#include "ui/models/dossier.h"
#include "ui/models/list_model.h"
#include "ui/panels/evidence_panel.h"
#include "ui/panels/filter_bar.h"
#include "ui/panels/members_page.h"
#include "ui/theme/theme.h"
#include "ui/views/chip.h"

#include <QHelpEvent>
#include <QToolTip>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

const QString kMarkup = u"<img src=x><b>bold</b>"_s;
const QString kBidi = u"safe\u202egnp\u200bexe"_s;

std::shared_ptr<const Index> hostileIndex()
{
    TinyIndex tiny(u"account a a@inbox.ru 2025-06-09T10:00:00Z flagged\n"
                   "account b b@inbox.ru 2025-06-09T11:00:00Z\n"
                   "project p a 2025-06-10T00:00:00Z modules=0 flagged\n"
                   "project q b 2025-06-10T00:00:00Z modules=0\n"
                   "role p b Maintainer\n"
                   "report project:p watcher is_spam 2025-06-11T00:00:00Z\n"_s);
    tiny.rows.accounts[0].value.name = kMarkup;
    tiny.rows.accounts[1].value.name = kBidi;
    tiny.rows.accounts[1].value.note = QString(kMarkup + u'\n' + kBidi);
    tiny.rows.projects[0].value.name = kMarkup;
    tiny.rows.projects[0].value.owner = kMarkup;
    tiny.rows.projects[0].value.summary = kBidi;
    tiny.rows.projects[0].value.repoUrl = u"javascript:<script>"_s;
    tiny.rows.projects[1].value.name = kBidi;
    tiny.rows.roles[0].role = kMarkup;
    tiny.rows.reports[0].value.summary = kMarkup;
    tiny.rows.reports[0].value.observer = kBidi;
    tiny.rows.reports[0].value.kind = kMarkup;
    return tiny.build();
}

} // namespace

class TestPlainText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(ThemeChoice::Light); }

    void theWalkFindsWhatItShould()
    {
        QWidget page;
        QLabel guessing(kMarkup, &page);
        QCOMPARE(richTextsUnder(page).size(), 1);
        guessing.setTextFormat(Qt::PlainText);
        QVERIFY(richTextsUnder(page).isEmpty());
        guessing.setText(kBidi);
        QCOMPARE(richTextsUnder(page).size(), 1);
        guessing.setText({});
        page.setToolTip(kMarkup);
        QCOMPARE(richTextsUnder(page).size(), 1);
        setPlainToolTip(&page, kMarkup);
        QVERIFY(richTextsUnder(page).isEmpty());
    }

    void aLabelNeverBecomesRich()
    {
        PlainLabel label(kMarkup);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        label.muted()->wrapped()->toned(Tone::Danger)->setText(kMarkup);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QVERIFY(!label.openExternalLinks());
    }

    void everyToolTipOfTheProgramIsGuarded()
    {
        QPushButton button(u"x"_s);
        button.setToolTip(kMarkup); // by somebody who did not think of it
        button.show();
        QHelpEvent help(QEvent::ToolTip, QPoint(1, 1), button.mapToGlobal(QPoint(1, 1)));
        QCoreApplication::sendEvent(&button, &help);
        QVERIFY(!QToolTip::text().contains(u"<img"_s));
        QVERIFY(QToolTip::text().contains(u"&lt;img"_s));
        QToolTip::hideText();
    }

    void toolTipsKeepTheWholeTextVisible()
    {
        QVERIFY(plainToolTip({}).isEmpty());
        const QString tip = plainToolTip(QString(kMarkup + kBidi + u"'\"&\nline"_s));
        QVERIFY2(toolTipIsSafe(tip), qPrintable(tip));
        QVERIFY(tip.contains(u"U+202E"_s));
        QVERIFY(tip.contains(u"&amp;"_s));
        QVERIFY(plainToolTip(QString(100'000, u'<')).size() < 10'000);
    }

    void theEvidenceOfHostileRowsIsPlain()
    {
        const auto picture = hostileIndex();
        EvidencePanel panel;
        QVERIFY(richTextsUnder(panel).isEmpty());
        for (const bool reveal : {false, true}) {
            for (const Dossier& dossier : {accountDossier(*picture, 0, reveal), accountDossier(*picture, 1, reveal),
                                           projectDossier(*picture, 0, reveal), projectDossier(*picture, 1, reveal)}) {
                panel.showDossier(dossier, reveal);
                const QStringList troubles = richTextsUnder(panel);
                QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(u'\n')));
                QVERIFY(!panel.grab().isNull());
            }
        }
    }

    void tablesOfHostileRowsArePainted()
    {
        SmallBench small(hostileIndex());
        for (const Table table : {Table::Accounts, Table::Projects}) {
            MembersPage page(table, small.bench);
            page.resize(900, 300);
            QVERIFY(!page.grab().isNull());
            QVERIFY(richTextsUnder(page).isEmpty());
        }
    }

    void completionsShowHiddenCharacters()
    {
        SmallBench small(hostileIndex());
        QWidget window;
        FilterBar bar(small.bench, &window);
        window.show();
        bar.focusEdit();
        QTest::keyClicks(bar.edit(), u"owner:"_s);
        for (const QListWidget* offers : window.findChildren<QListWidget*>()) {
            for (int row = 0; row < offers->count(); ++row) {
                QVERIFY(!hasHiddenCharacters(offers->item(row)->text()));
            }
        }
        QTest::keyClicks(bar.edit(), u"\"<b>"_s);
        QVERIFY(richTextsUnder(window).isEmpty());
    }

    void smallTablesEscapeTheirToolTips()
    {
        ListModel model({u"A>"_s, u"B"_s}, [](int, int) { return Cell{forCell(kBidi), false, Tone::Warn, kMarkup}; });
        model.setRowCount(2);
        QVERIFY(toolTipIsSafe(model.index(0, 0).data(Qt::ToolTipRole).toString()));
        QVERIFY(!hasHiddenCharacters(model.index(1, 1).data(CopyRole).toString()));
        model.growTo(5);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"A"_s);
    }

    void aChipDrawsWhatItIsGivenAsText()
    {
        Chip chip(kMarkup, Tone::Danger);
        QCOMPARE(chip.text(), kMarkup);
        QVERIFY(chip.sizeHint().width() > chip.fontMetrics().horizontalAdvance(kMarkup));
        chip.show({}, Tone::Neutral);
        QVERIFY(chip.isHidden());
    }
};

QTEST_MAIN(TestPlainText)
#include "tst_plain_text.moc"
