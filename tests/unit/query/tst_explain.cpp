// SPDX-License-Identifier: Apache-2.0
#include "core/query/explain.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::tinyIndex;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

constexpr const char* kRows = R"(
    account amy amy@inbox.ru 2025-06-09 flagged
    account ben ben@inbox.ru 2025-06-10
    account aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab a@uni.edu 2025-06-11
    project foo amy 2025-06-10 modules=0
    project bar ben 2025-06-11
    decide account:amy ban
    upload foo 1 ben 2025-06-10
    upload bar 1 - 2025-06-11
)";

/// "term answered-by over rows", carried ones with a >.
QString told(const FilterExplanation& explanation)
{
    QStringList out;
    for (const TermExplanation& term : explanation.terms) {
        out << QStringLiteral("%1%2 %3%4 %5")
                   .arg(term.negated ? QStringLiteral("-") : QString(), term.text, answerWord(term.how.by),
                        term.how.carried ? QString(u'<' + tableWord(term.how.on)) : QString())
                   .arg(term.rows);
    }
    return out.join(QStringLiteral("; "));
}

} // namespace

class ExplainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsHowEachTermIsAnswered_data()
    {
        QTest::addColumn<Table>("of");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("terms");
        const auto row = [](Table of, const char* filter, const char* terms) {
            QTest::newRow(qPrintable(QString::number(int(of)) + QLatin1StringView(filter)))
                << of << QString::fromLatin1(filter) << QString::fromLatin1(terms);
        };
        row(Table::Accounts, "", "");
        row(Table::Accounts, "domain:inbox.ru joined:2025-06-09",
            "domain:inbox.ru domain-range 2; joined:2025-06-09 time-search 1");
        row(Table::Accounts, "-(am OR -flagged)", "-am text-scan 2; flagged bitmap 1");
        row(Table::Accounts, "empty:yes", "empty:yes nothing 0");
        row(Table::Accounts, "projects:1 verb:ban", "projects:1 link-scan 2; verb:ban bitmap 1");
        row(Table::Accounts, "/^(a+)+$/", "/^(a+)+$/ pattern-scan 1");
        row(Table::Projects, "email:~am empty:yes", "email:~am text-scan<accounts 1; empty:yes column-scan 1");
        row(Table::Projects, "domain:inbox.ru", "domain:inbox.ru domain-range 2");
        row(Table::Uploads, "name:f* domain:inbox.ru uploaded:2025-06-10",
            "name:f* text-scan<projects 1; domain:inbox.ru domain-range 2; uploaded:2025-06-10 time-search 1");
    }
    void tellsHowEachTermIsAnswered()
    {
        QFETCH(Table, of);
        QFETCH(QString, filter);
        QFETCH(QString, terms);
        const auto index = tinyIndex(kRows);
        const auto explanation = explain(Filter::parse(filter).value(), *index, of);
        QVERIFY(explanation.has_value());
        QCOMPARE(told(*explanation), terms);
        QCOMPARE(explanation->total, index->described(of).count());
        QCOMPARE(explanation->rows, match(Filter::parse(filter).value(), *index, of).value().count());
        for (const TermExplanation& term : explanation->terms) {
            QCOMPARE(filter.sliced(term.position, term.text.size()), term.text);
            QVERIFY(!term.sentence().isEmpty());
        }
    }

    void countsTheRowsOnWhichAPatternGaveUp()
    {
        const auto index = tinyIndex(kRows);
        const auto explanation = explain(Filter::parse(u"-/(a+)+$/").value(), *index, Table::Accounts).value();
        QCOMPARE(explanation.gaveUp, 1);
        QCOMPARE(explanation.terms.front().gaveUp, 1);
        QCOMPARE(explanation.rows, 3);
    }

    void saysWhatWasKeptFromBefore()
    {
        const auto index = tinyIndex(kRows);
        FilterContext context;
        context.cache = std::make_shared<TermCache>();
        const Filter filter = Filter::parse(u"name:f* flagged").value();
        const auto first = explain(filter, *index, Table::Uploads, context).value();
        const auto second = explain(filter, *index, Table::Uploads, context).value();
        QVERIFY(!first.terms.front().how.kept);
        QVERIFY(second.terms.front().how.kept);
        QCOMPARE(second.terms.front().how.by, AnswerBy::TextScan);
        QCOMPARE(second.rows, first.rows);
    }

    void anUnknownSelectionIsAnError()
    {
        const auto index = tinyIndex(kRows);
        const auto explanation = explain(Filter::parse(u"in:nowhere").value(), *index, Table::Accounts);
        QVERIFY(!explanation);
        QCOMPARE(explanation.error().kind, ErrorKind::BadInput);
    }
};

QTEST_APPLESS_MAIN(ExplainTest)
#include "tst_explain.moc"
