// SPDX-License-Identifier: Apache-2.0
// Values with their counts beside the list, by keys: shown and hidden, walked, included, excluded,
// and always those of the filter as it stands.
#include "core/domain/digest.h"
#include "tests/ui/person.h"
#include "tests/ui/widget_walk.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QSemaphore>
#include <QSignalSpy>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

class TestFacets : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] Workbench& bench() const { return *m_window->parts().bench; }
    [[nodiscard]] FacetsPanel& panel() const { return *m_window->parts().facets; }
    [[nodiscard]] const FacetsModel& model() const { return panel().model(); }
    [[nodiscard]] bool settle() const
    {
        return Person::waitFor([this] { return !bench().viewPending() && bench().view() && bench().jobs().idle(); },
                               kPatience);
    }
    [[nodiscard]] bool show(const char* rows = kSmallWave) const
    {
        bench().showIndex(tinyIndex(rows));
        if (!settle()) {
            return false;
        }
        Person::ctrl(Qt::Key_2);
        Person::ctrl(Qt::Key_9);
        return Person::hasFocus("facetsView") && settle();
    }
    [[nodiscard]] bool filter(const QString& text) const
    {
        Person::ctrl(Qt::Key_F);
        Person::retype(text);
        Person::key(Qt::Key_Return);
        return settle();
    }
    /// "inbox.ru 4" of each value under a heading.
    [[nodiscard]] QStringList under(const QString& heading) const
    {
        QStringList values;
        bool mine = false;
        for (int line = 0; line < model().rowCount(); ++line) {
            const QString text = model().index(line, FacetsModel::ValueColumn).data().toString();
            if (model().kindOf(line) == FacetsModel::Kind::Heading) {
                mine = text == heading;
            } else if (mine) {
                values
                    << QString(text % u' ' % model().index(line, FacetsModel::CountColumn).data().toString()).trimmed();
            }
        }
        return values;
    }
    [[nodiscard]] QString here() const
    {
        return panel().view()->currentIndex().siblingAtColumn(FacetsModel::ValueColumn).data().toString();
    }
    [[nodiscard]] int markHere() const
    {
        return panel().view()->currentIndex().siblingAtColumn(FacetsModel::MarkColumn).data(MarkRole).toInt();
    }
    /// With the arrows, from the top.
    [[nodiscard]] bool walkTo(const QString& value) const
    {
        Person::key(Qt::Key_Home);
        for (int i = 0; i < model().rowCount() && here() != value; ++i) {
            Person::key(Qt::Key_Down);
        }
        return here() == value;
    }

private Q_SLOTS:
    void init()
    {
        applyTheme(ThemeChoice::Light);
        m_window = std::make_unique<MainWindow>(WindowOptions{});
        m_window->resize(1366, 768);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void aKeyShowsThemAndHidesThemAgain()
    {
        QVERIFY(!panel().isVisible());
        QVERIFY(show());
        QCOMPARE(under(u"Mail domain"_s), QStringList({u"inbox.ru 4"_s, u"example.edu 1"_s, u"gmail.com 1"_s}));
        Person::ctrl(Qt::Key_2);
        QVERIFY(Person::hasFocus("accountsView"));
        Person::ctrl(Qt::Key_9); // shown already: only goes there
        QVERIFY(Person::hasFocus("facetsView"));
        Person::ctrl(Qt::Key_9);
        QVERIFY(Person::hasFocus("accountsView"));
        QVERIFY(!panel().isVisible());
        QVERIFY(Person::asksFor(u"values and their counts"_s));
        QVERIFY(Person::isBack());
        QVERIFY(Person::hasFocus("facetsView"));
        QVERIFY(namedAndPlain());
    }

    void f6AndTabGoThere()
    {
        QVERIFY(show());
        Person::ctrl(Qt::Key_F);
        QSet<QString> visited;
        for (int i = 0; i < 6; ++i) {
            Person::key(Qt::Key_F6);
            visited.insert(Person::focus());
        }
        QCOMPARE(visited.size(), 6);
        QVERIFY(visited.contains(u"facetsView"_s));
        QVERIFY(Person::tabTo("facetsView"));
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::hasFocus("accountsView"));
    }

    void nothingIsCountedWhileNobodyLooks()
    {
        QVERIFY(show());
        Person::ctrl(Qt::Key_9);
        QVERIFY(!panel().isVisible());
        int counted = 0;
        connect(&bench().jobs(), &JobRunner::busyChanged, this,
                [&counted](Lane lane, bool busy) { counted += lane == Lane::Facets && busy ? 1 : 0; });
        QVERIFY(filter(u"domain:inbox.ru flagged"_s));
        QCOMPARE(counted, 0);
        Person::ctrl(Qt::Key_9);
        QVERIFY(settle());
        QCOMPARE(counted, 1);
        QCOMPARE(under(u"State"_s), QStringList{u"active 3"_s});
        bench().setOrder(Table::Accounts, {}); // the same rows in another order
        bench().setBinWidth(std::chrono::hours(24));
        QVERIFY(settle());
        QCOMPARE(counted, 1);
    }

    void countsAreThoseUnderAllOtherTerms()
    {
        QVERIFY(show());
        QVERIFY(filter(u"domain:inbox.ru flagged"_s));
        QCOMPARE(under(u"Mail domain"_s), QStringList{u"inbox.ru 3"_s});
        QVERIFY(filter(u"domain:inbox.ru"_s));
        QCOMPARE(under(u"Mail domain"_s), QStringList({u"inbox.ru 4"_s, u"example.edu 1"_s, u"gmail.com 1"_s}));
        QCOMPARE(under(u"State"_s), QStringList{u"active 4"_s});
        QCOMPARE(under(u"Decided"_s), QStringList());
        Person::ctrl(Qt::Key_3); // projects have a facet more
        QVERIFY(settle());
        QCOMPARE(under(u"Empty"_s), QStringList({u"yes 3"_s, u"no 1"_s}));
        Person::ctrl(Qt::Key_1);
        bench().setGrouping(Table::Accounts, TimeCut::Day);
        QVERIFY(settle());
        QCOMPARE(under(u"Empty"_s), QStringList());
    }

    void enterIncludesAndTakesOutAgain()
    {
        QVERIFY(show());
        QVERIFY(walkTo(u"inbox.ru"_s));
        QCOMPARE(markHere(), int(Mark::None));
        Person::key(Qt::Key_Return);
        QVERIFY(Person::sees("filterEdit", u"domain:inbox.ru"_s));
        QVERIFY(Person::sees("filterStatus", u"4 accounts"_s));
        QVERIFY(settle());
        QVERIFY(Person::hasFocus("facetsView", 0));
        QCOMPARE(here(), u"inbox.ru"_s);
        QCOMPARE(markHere(), int(Mark::Ticked));
        Person::key(Qt::Key_Down);
        QCOMPARE(here(), u"example.edu"_s);
        Person::key(Qt::Key_Return);
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), u"domain:inbox.ru,example.edu"_s);
        Person::key(Qt::Key_Return);
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), u"domain:inbox.ru"_s);
        Person::type(u"["_s); // the filter's history knows each
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), u"domain:inbox.ru,example.edu"_s);
    }

    void minusAndShiftEnterExclude()
    {
        QVERIFY(show());
        QVERIFY(walkTo(u"inbox.ru"_s));
        Person::type(u"-"_s);
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), u"-domain:inbox.ru"_s);
        QVERIFY(Person::sees("filterStatus", u"2 accounts"_s));
        QCOMPARE(here(), u"inbox.ru"_s); // what is filtered away still stands there
        QCOMPARE(markHere(), int(Mark::LeftOut));
        Person::key(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), QString());
        Person::key(Qt::Key_Return, Qt::AltModifier | Qt::ShiftModifier); // the lists' key for the same
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), u"-domain:inbox.ru"_s);
        Person::key(Qt::Key_Return);
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), QString());
    }

    void aFilterThatCannotBeReadIsLeftAlone()
    {
        QVERIFY(show());
        Person::ctrl(Qt::Key_F);
        Person::retype(u"(domain:inbox.ru"_s);
        Person::key(Qt::Key_Escape);
        Person::ctrl(Qt::Key_9);
        QVERIFY(walkTo(u"gmail.com"_s));
        Person::key(Qt::Key_Return);
        QCOMPARE(Person::reads("filterEdit"), u"(domain:inbox.ru"_s);
        QVERIFY(Person::sees("statusMessage", u"mend it"_s));
    }

    void valuesOfTheFilterStandThereWhereverTheyCome()
    {
        QByteArray rows(kSmallWave);
        for (int i = 0; i < 20; ++i) {
            for (int account = 0; account < 3; ++account) {
                rows += QStringLiteral("account u%1x%2 a@d%1.org 2024-01-01T00:00:00Z\n").arg(i).arg(account).toUtf8();
            }
        }
        QVERIFY(show(rows.constData()));
        QCOMPARE(under(u"Mail domain"_s).size(), qsizetype(FacetsModel::kFirst) + 1);
        QCOMPARE(under(u"Mail domain"_s).back(), u"17 more…"_s);
        QVERIFY(filter(u"domain:gmail.com,~nowhere"_s));
        QVERIFY(under(u"Mail domain"_s).contains(u"gmail.com 1"_s));
        QVERIFY(under(u"Mail domain"_s).contains(u"~nowhere"_s));
        Person::ctrl(Qt::Key_9);
        QVERIFY(walkTo(u"17 more…"_s));
        Person::key(Qt::Key_Return);
        QCOMPARE(here(), u"fewer"_s);
        QVERIFY(under(u"Mail domain"_s).contains(u"d19.org 3"_s));
        QVERIFY(walkTo(u"~nowhere"_s));
        Person::key(Qt::Key_Return);
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), u"domain:gmail.com"_s);
    }

    void headingsOpenAndClose()
    {
        QVERIFY(show());
        Person::key(Qt::Key_Home);
        QCOMPARE(here(), u"Mail domain"_s);
        QCOMPARE(panel().view()->currentIndex().column(), int(FacetsModel::MarkColumn)); // where it is drawn
        const int lines = model().rowCount();
        Person::key(Qt::Key_Left);
        QCOMPARE(model().rowCount(), lines - 3);
        QCOMPARE(here(), u"Mail domain"_s);
        QVERIFY(filter(u"flagged"_s)); // stays closed
        QCOMPARE(under(u"Mail domain"_s), QStringList());
        Person::ctrl(Qt::Key_9);
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Right);
        QCOMPARE(under(u"Mail domain"_s), QStringList{u"inbox.ru 3"_s});
        Person::key(Qt::Key_Right);
        QCOMPARE(here(), u"inbox.ru"_s);
        QCOMPARE(panel().view()->currentIndex().column(), int(FacetsModel::ValueColumn));
        Person::key(Qt::Key_Left);
        QCOMPARE(here(), u"Mail domain"_s);
    }

    void oldFiguresStandDimUntilNewOnesCome()
    {
        QVERIFY(show());
        QSemaphore held;
        bench().jobs().start(
            Lane::Facets, this, [&held](const JobRunner::Context&) { return held.tryAcquire(1, kPatience); },
            [](bool) {});
        for (const QString& text : {u"-domain:gmail.com"_s, u"domain:inbox.ru"_s, u"flagged"_s}) {
            Person::ctrl(Qt::Key_F);
            Person::retype(text);
            QVERIFY(Person::waitFor([this] { return !bench().viewPending(); }, kPatience));
        }
        QVERIFY(Person::sees("facetsState", u"counting"_s));
        QVERIFY(model().isStale());
        QCOMPARE(under(u"State"_s), QStringList{u"active 6"_s});
        held.release();
        QVERIFY(settle());
        QVERIFY(!model().isStale());
        QCOMPARE(Person::reads("facetsState"), QString());
        QCOMPARE(under(u"State"_s), QStringList{u"active 3"_s}); // those between were dropped
    }

    void hostileNamesAreTextAndQuoted()
    {
        QVERIFY(show("account <b>\xe2\x80\xae\"x a@b.org 2024-01-01T00:00:00Z\n"
                     "account \"hi a@b.org 2024-01-01T00:00:00Z\n"));
        QVERIFY(namedAndPlain());
        const QStringList names = under(u"Name begins with"_s);
        QCOMPARE(names.size(), 2);
        QVERIFY2(names.join(u'|').contains(u"<b>⟦U+202E⟧*"_s), qPrintable(names.join(u'|')));
        QVERIFY(walkTo(u"<b>⟦U+202E⟧*"_s));
        Person::key(Qt::Key_Return);
        QVERIFY(settle());
        QVERIFY(Person::sees("filterStatus", u"1 account "_s));
        QCOMPARE(markHere(), int(Mark::Ticked));
    }

    void anEmptyWorkspaceSaysSo()
    {
        Person::ctrl(Qt::Key_9);
        QVERIFY(Person::sees("facetsNothing", u"no rows to count"_s));
        Person::ctrl(Qt::Key_9);
        QVERIFY(!panel().isVisible());
    }

private:
    [[nodiscard]] bool namedAndPlain() const
    {
        const QStringList rich = richTextsUnder(*m_window);
        bool plain = rich.isEmpty();
        for (int line = 0; line < model().rowCount(); ++line) {
            for (int column = 0; column < FacetsModel::ColumnCount; ++column) {
                const QModelIndex cell = model().index(line, column);
                plain = plain && !hasHiddenCharacters(cell.data().toString()) &&
                        !hasHiddenCharacters(cell.data(Qt::AccessibleTextRole).toString()) &&
                        toolTipIsSafe(cell.data(Qt::ToolTipRole).toString());
            }
        }
        return plain && !Person::hears().isEmpty();
    }
};

QTEST_MAIN(TestFacets)
#include "tst_facets.moc"
