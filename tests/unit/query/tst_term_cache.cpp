// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"
#include "core/query/term_cache.h"
#include "tests/unit/index/random_rows.h"
#include "tests/unit/index/tiny_index.h"

#include <atomic>
#include <random>
#include <thread>

using namespace cordon;
using cordon::test::RandomRows;
using cordon::test::TinyIndex;

namespace {

const QStringList& filters()
{
    static const QStringList list = {QStringLiteral("domain:inbox.ru"),      QStringLiteral("open"),
                                     QStringLiteral("-decided name:~1"),     QStringLiteral("verb:ban"),
                                     QStringLiteral("protected:no"),         QStringLiteral("/[13579]$/ empty:yes"),
                                     QStringLiteral("joined:2025-06-09"),    QStringLiteral("-(open flagged)"),
                                     QStringLiteral("reports:>0 OR hour:08")};
    return list;
}

Truth certain(std::size_t rows)
{
    return Truth::certain(Bitmap(rows, true));
}

FilterNode term(const QString& text)
{
    return parseSyntax(text).value().value();
}

/// Texts as somebody types them: a piece of a name, letter by letter, in another spelling now and then.
QStringList typed(const QString& name, std::mt19937& random)
{
    const auto pick = [&random](qsizetype most) {
        return static_cast<qsizetype>(random() % static_cast<std::size_t>(most));
    };
    QString piece = name.mid(pick(name.size()), 2 + pick(6));
    if (random() % 3 == 0) {
        piece = piece.toUpper().replace(u'-', u'_');
    }
    QStringList texts;
    for (qsizetype letters = 1; letters <= piece.size(); ++letters) {
        texts << piece.first(letters);
    }
    return texts;
}

} // namespace

class TermCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesNoAnswer()
    {
        FilterContext kept;
        kept.cache = std::make_shared<TermCache>();
        for (std::uint32_t seed = 1; seed <= 10; ++seed) {
            RandomRows random(seed);
            const auto index = random.build();
            for (int round = 0; round < 3; ++round) {
                // The same columns under other decisions in every round.
                const auto over = Index::over(index->columns(), decisions(*index, round), {});
                for (const QString& text : filters()) {
                    const Filter filter = Filter::parse(text).value();
                    for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads, Table::Reports}) {
                        QCOMPARE(match(filter, *over, of, kept).value(), match(filter, *over, of).value());
                        QCOMPARE(match(filter, *over, of, kept).value(), match(filter, *over, of).value());
                    }
                }
            }
        }
    }

    void anotherTermCostsOnlyItself()
    {
        FilterContext context;
        context.cache = std::make_shared<TermCache>();
        RandomRows random(3);
        const auto index = random.build();
        const auto holds = [&](const char* term) {
            return context.cache->find(index->columns(), Table::Uploads, ::term(QString::fromLatin1(term))).truth !=
                   nullptr;
        };
        QVERIFY(match(Filter::parse(u"name:~1 domain:inbox.ru").value(), *index, Table::Uploads, context));
        QVERIFY(holds("name:~1") && holds("domain:inbox.ru") && !holds("empty:yes"));
        const auto before =
            context.cache->find(index->columns(), Table::Uploads, term(QStringLiteral("name:~1"))).truth;
        QVERIFY(match(Filter::parse(u"empty:yes name:~1").value(), *index, Table::Uploads, context));
        QVERIFY(holds("empty:yes"));
        QCOMPARE(context.cache->find(index->columns(), Table::Uploads, term(QStringLiteral("name:~1"))).truth, before);
    }

    void aTextTypedOnIsAnsweredAsOneAskedAlone()
    {
        int narrowed = 0;
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            RandomRows rows(seed);
            std::mt19937 random(seed);
            const auto index = rows.build();
            FilterContext context;
            context.cache = std::make_shared<TermCache>();
            for (int round = 0; round < 30; ++round) {
                const Table of = round % 2 == 0 ? Table::Accounts : Table::Projects;
                const auto row = static_cast<Row>(random() % index->size(of));
                for (const QString& text : typed(index->subject(of, row).name, random)) {
                    for (const char* const field : {"", "name:~", "email:~", "owner:~"}) {
                        const QString asked = QString::fromLatin1(field) + u'"' + text + u'"';
                        const auto filter = Filter::parse(asked);
                        if (!filter) {
                            continue; // a blank is not a filter
                        }
                        narrowed += context.cache->findWider(index->columns(), of, term(asked)) != nullptr;
                        QCOMPARE(match(*filter, *index, of, context).value(), match(*filter, *index, of).value());
                    }
                }
            }
        }
        QVERIFY(narrowed > 1000);
    }

    void aColumnThatNobodyFilledHoldsNothing()
    {
        QString lines;
        for (int i = 0; i < 40; ++i) {
            lines += QStringLiteral("account user%1 - 2025-06-11\n").arg(i);
        }
        const auto index = TinyIndex(lines).build();
        FilterContext context;
        context.cache = std::make_shared<TermCache>();
        for (const char* const text : {"ser1", "ser11", "ser111"}) {
            const Filter filter = Filter::parse(QString::fromLatin1(text)).value();
            QCOMPARE(match(filter, *index, Table::Accounts, context).value(),
                     match(filter, *index, Table::Accounts).value());
        }
    }

    void onlyWhatContinuesATextIsNarrowed_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("then");
        QTest::addColumn<bool>("wider");
        const auto row = [](const char* first, const char* then, bool wider) {
            QTest::addRow("%s, %s", first, then) << QString::fromLatin1(first) << QString::fromLatin1(then) << wider;
        };
        row("name:~tor", "name:~torch", true);
        row("name:~orc", "name:~TORCH", true);
        row("tor", "torch", true);
        row("name:~torch", "name:~tor", false);
        row("name:~tor", "email:~torch", false);
        row("name:~tor,x", "name:~torch", false);
        row("name:~tor", "name:~torch,x", false);
        row("name:tor", "name:~torch", false);
        row("name:/tor/", "name:~torch", false);
    }
    void onlyWhatContinuesATextIsNarrowed()
    {
        QFETCH(const QString, first);
        QFETCH(const QString, then);
        QFETCH(const bool, wider);
        TermCache cache;
        const auto columns = std::make_shared<const Columns>();
        const auto truth = std::make_shared<const Truth>(certain(10));
        cache.keep(columns, Table::Accounts, term(first), {truth, {}});
        QCOMPARE(cache.findWider(columns, Table::Accounts, term(then)), wider ? truth : nullptr);
        QVERIFY(cache.findWider(columns, Table::Projects, term(then)) == nullptr);
        QVERIFY(cache.findWider(std::make_shared<const Columns>(), Table::Accounts, term(then)) == nullptr);
    }

    void staysWithinItsBytes()
    {
        TermCache cache(1000);
        const auto columns = std::make_shared<const Columns>();
        for (int i = 0; i < 100; ++i) {
            cache.keep(columns, Table::Accounts, term(QString::number(i)),
                       {std::make_shared<const Truth>(certain(640)), {}});
            QVERIFY(cache.bytes() <= 1000);
            if (i > 0) { // used again and again, the first one stays
                QVERIFY(cache.find(columns, Table::Accounts, term(QStringLiteral("0"))).truth != nullptr);
            }
        }
        QVERIFY(cache.find(columns, Table::Accounts, term(QStringLiteral("98"))).truth == nullptr ||
                cache.find(columns, Table::Accounts, term(QStringLiteral("99"))).truth != nullptr);
        QVERIFY(cache.find(columns, Table::Accounts, term(QStringLiteral("50"))).truth == nullptr);
    }

    void whatIsTooLargeIsNotKept()
    {
        TermCache cache(10);
        const auto columns = std::make_shared<const Columns>();
        cache.keep(columns, Table::Accounts, term(QStringLiteral("x")),
                   {std::make_shared<const Truth>(certain(6400)), {}});
        QCOMPARE(cache.bytes(), std::size_t{0});
        QVERIFY(cache.find(columns, Table::Accounts, term(QStringLiteral("x"))).truth == nullptr);
    }

    void otherColumnsEmptyIt()
    {
        TermCache cache;
        auto columns = std::make_shared<const Columns>();
        const auto other = std::make_shared<const Columns>();
        const TermCache::Found answer{std::make_shared<const Truth>(certain(10)), {}};
        cache.keep(columns, Table::Accounts, term(QStringLiteral("x")), answer);
        QVERIFY(cache.find(other, Table::Accounts, term(QStringLiteral("x"))).truth == nullptr);
        cache.keep(other, Table::Accounts, term(QStringLiteral("y")), answer);
        QVERIFY(cache.find(columns, Table::Accounts, term(QStringLiteral("x"))).truth == nullptr);
        QVERIFY(cache.find(other, Table::Accounts, term(QStringLiteral("y"))).truth != nullptr);
        const std::weak_ptr<const Columns> watched = columns;
        columns.reset();
        QVERIFY(watched.expired()); // the cache keeps no columns alive
    }

    void manyThreadsMayAsk()
    {
        FilterContext context;
        context.cache = std::make_shared<TermCache>(20'000);
        RandomRows random(5);
        const auto index = random.build();
        std::atomic<int> wrong = 0;
        const auto work = [&](int first) {
            for (int turn = first; turn < first + 40; ++turn) {
                const Filter filter = Filter::parse(filters().at(turn % filters().size())).value();
                const bool same = match(filter, *index, Table::Uploads, context).value() ==
                                  match(filter, *index, Table::Uploads).value();
                wrong += same ? 0 : 1;
            }
        };
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back(work, i);
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

private:
    static std::vector<DecisionHead> decisions(const Index& index, int round)
    {
        std::vector<DecisionHead> out;
        for (const Table of : {Table::Accounts, Table::Projects}) {
            for (Row row = static_cast<Row>(round); row < index.size(of); row += 3) {
                DecisionHead head;
                head.subject = index.subject(of, row);
                head.verb = round == 1 ? Verb::Ban : Verb::Dismiss;
                out.push_back(head);
            }
        }
        return out;
    }
};

QTEST_APPLESS_MAIN(TermCacheTest)
#include "tst_term_cache.moc"
