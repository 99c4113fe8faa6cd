// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::keysOf;
using cordon::test::TinyIndex;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

/// "unseen" and "told-of" are named by uploads and reports alone, and nobody owns them; of the report on
/// "quiet" nobody said who wrote it.
std::shared_ptr<const Index> someUnknown()
{
    TinyIndex tiny(QStringLiteral(R"(
        account amy   amy@inbox.ru 2025-06-09
        project known amy          2025-06-10 repo=https://example.org/x
        project plain amy          2025-06-10
        project quiet ghost        2025-06-10
        stub    unseen
        stub    told-of
        report  project:known   w1 is_spam 2025-06-11
        report  project:told-of w1 is_spam 2025-06-11
        report  project:quiet   w1 other   2025-06-11
        upload  known   1 amy 2025-06-10
        upload  plain   1 amy 2025-06-10
        upload  quiet   1 amy 2025-06-10
        upload  unseen  1 amy 2025-06-10
        upload  told-of 1 amy 2025-06-10
    )"));
    for (cordon::test::ProjectRow& project : tiny.rows.projects) {
        project.owner = project.stub ? AccountId{} : project.owner;
    }
    tiny.rows.reports.back().value.observer.clear();
    return tiny.build();
}

} // namespace

class FilterUnknownTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsUnknownMatchesNeitherPlainNorNegated_data()
    {
        QTest::addColumn<Table>("of");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("keys");
        const auto row = [](Table of, const char* filter, const char* keys) {
            QTest::newRow(qPrintable(QString::number(int(of)) + u' ' + QString::fromLatin1(filter)))
                << of << QString::fromLatin1(filter) << QString::fromLatin1(keys);
        };
        row(Table::Uploads, "owner:amy", "known plain");
        row(Table::Uploads, "-owner:amy", "quiet"); // its owner's name is all that is known of him
        row(Table::Uploads, "-owner:zoe", "known plain quiet");
        row(Table::Uploads, "-owner:~z", "known plain quiet");
        row(Table::Uploads, "-owner:/z/", "known plain quiet");
        row(Table::Uploads, "owner:/^$/", "");

        row(Table::Uploads, "repo:yes", "known");
        row(Table::Uploads, "repo:no", "plain quiet");
        row(Table::Uploads, "-repo:yes", "plain quiet");
        row(Table::Uploads, "-repo:~gitlab", "known plain quiet");
        row(Table::Uploads, "-repo:/gitlab/", "known plain quiet");

        row(Table::Uploads, "reporter:w1", "known told-of");
        row(Table::Uploads, "-reporter:w1", "plain");
        row(Table::Uploads, "-reporter:/w1/", "plain");
        row(Table::Projects, "-reporter:w1", "plain");
        row(Table::Projects, "-reporter:w2", "known plain");
        row(Table::Reports, "-reporter:w2", "known told-of");
        row(Table::Reports, "reporter:/^$/", "");
        row(Table::Uploads, "reported-kind:is_spam", "known told-of");
        row(Table::Uploads, "-reported-kind:is_spam", "plain quiet");
    }
    void whatIsUnknownMatchesNeitherPlainNorNegated()
    {
        QFETCH(Table, of);
        QFETCH(QString, filter);
        QFETCH(QString, keys);
        const auto index = someUnknown();
        const auto rows = match(Filter::parse(filter).value(), *index, of);
        CORDON_VERIFY(rows);
        QStringList found = keysOf(*index, of, rows->rows()).split(u' ', Qt::SkipEmptyParts);
        found.sort();
        QCOMPARE(found.join(u' '), keys);
    }
};

QTEST_APPLESS_MAIN(FilterUnknownTest)
#include "tst_filter_unknown.moc"
