// SPDX-License-Identifier: Apache-2.0
// The registry as a server: its address, its stop, its state.
#include "tests/unit/simulator/small_registry.h"

#include <QElapsedTimer>

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestServer : public QObject {
    Q_OBJECT

private:
    SmallRegistry m_small;

private Q_SLOTS:
    void init() { QVERIFY(m_small.start()); }

    void twoFreshRegistriesAreEqualToTheByte();
    void aLongFormIsRead();
    void aRegistryStopsWhileClientsHoldOn();
    void onlyLoopbackIsListenedOn_data();
    void onlyLoopbackIsListenedOn();
    void aTakenPortIsSaid();
    void aRoundTripIsWaitedFor();
};

void TestServer::twoFreshRegistriesAreEqualToTheByte()
{
    const auto other = m_small.another();
    QVERIFY(other);
    const QByteArray fresh = m_small.registry->state();
    QCOMPARE(other->state(), fresh);
    QVERIFY(other->users()[0].password == m_small.registry->users()[0].password);
    Browser person = m_small.loggedIn(m_small.registry->users()[0]);
    QCOMPARE(m_small.registry->state(), fresh); // a log-in is no change
    person.post(kQuarantine);
    QVERIFY(m_small.registry->state() != fresh);
}

void TestServer::aLongFormIsRead()
{
    Browser person = m_small.admin();
    const Answer answer =
        person.post("/admin/users/amber/", {{"is_active", "y"}, {"padding", QByteArray(300000, 'x')}});
    QCOMPARE(answer.status, 303);
    QCOMPARE(person.post("/admin/users/amber/", {{"padding", QByteArray(9000000, 'x')}}).status, 413);
}

void TestServer::aRegistryStopsWhileClientsHoldOn()
{
    Browser first = m_small.admin();
    Browser second = m_small.admin();
    QElapsedTimer timer;
    timer.start();
    m_small.registry->stop();
    QVERIFY(timer.elapsed() < 2000);
    QCOMPARE(first.get("/admin/").status, 0);
    QVERIFY(!m_small.registry->state().isEmpty());
    QVERIFY(m_small.registry->url().startsWith("http://127.0.0.1:"_L1));
}

void TestServer::onlyLoopbackIsListenedOn_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("everybody") << u"0.0.0.0:0"_s << false;
    QTest::newRow("everybody, IPv6") << u"[::]:0"_s << false;
    QTest::newRow("a name") << u"example.org:80"_s << false;
    QTest::newRow("a private address") << u"192.168.0.1:0"_s << false;
    QTest::newRow("no port") << u"127.0.0.1"_s << false;
    QTest::newRow("no number") << u"127.0.0.1:http"_s << false;
    QTest::newRow("too large") << u"127.0.0.1:65536"_s << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("localhost") << u"localhost:0"_s << true;
    QTest::newRow("another loopback") << u"127.0.0.9:0"_s << true;
}

void TestServer::onlyLoopbackIsListenedOn()
{
    QFETCH(QString, listen);
    QFETCH(bool, accepted);
    Options options = m_small.options();
    options.listen = listen;
    const auto registry = Simulator::start(options);
    QCOMPARE(registry.has_value(), accepted);
    QVERIFY(accepted || registry.error().kind == ErrorKind::BadInput);
}

void TestServer::aTakenPortIsSaid()
{
    Options options = m_small.options();
    options.listen = m_small.registry->url().mid(7);
    const auto second = Simulator::start(options);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Io);
}

void TestServer::aRoundTripIsWaitedFor()
{
    Options options = m_small.options();
    options.roundTrip = std::chrono::milliseconds(50);
    const auto slow = Simulator::start(options);
    CORDON_VERIFY(slow);
    Browser person = browserOver((*slow)->url());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(person.get("/").status, 200);
    QVERIFY(timer.elapsed() >= 50);
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
