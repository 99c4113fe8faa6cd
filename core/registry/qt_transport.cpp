// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/registry/http_exchange.h"
#include "core/registry/session_cookies.h"
#include "core/registry/transport.h"

#include <QCoreApplication>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QThread>

using namespace Qt::StringLiterals;

namespace cordon {
namespace {

/// A window's thread must never wait in a nested loop (style.md 3.5). A program without widgets may
/// call from its main thread.
bool isWindowThread()
{
    const QCoreApplication* app = QCoreApplication::instance();
    return app && app->inherits("QApplication") && app->thread() == QThread::currentThread();
}

/// Thread: the one of the first exchange; setCookie and clearCookies before it from any one thread.
class QtTransport : public Transport {
public:
    QtTransport(QString origin, const QSslConfiguration& tls) : m_origin(std::move(origin)), m_tls(tls) {}

    [[nodiscard]] HttpAnswer exchange(const HttpRequest& request, std::stop_token stop) override
    {
        Q_ASSERT_X(!isWindowThread(), "Transport::exchange", "a network wait on the window's thread");
        if (const QString why = refusal(request, stop); !why.isEmpty()) {
            HttpAnswer answer;
            answer.trouble = why;
            return answer;
        }
        return HttpExchange(network(), m_tls, request).run(std::move(stop));
    }

    [[nodiscard]] QString origin() const override { return m_origin; }
    void setCookie(const QByteArray& name, const QByteArray& value) override
    {
        m_cookies.set(name, value, QUrl(m_origin));
    }
    void clearCookies() override { m_cookies.clear(); }

private:
    [[nodiscard]] QString refusal(const HttpRequest& request, const std::stop_token& stop) const
    {
        const QUrl::FormattingOptions onlyOrigin = QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment;
        const auto target = canonicalOrigin(request.url.toString(onlyOrigin));
        if (!target || *target != m_origin)
            return u"A request to another place than %1 was not sent."_s.arg(forCell(m_origin));
        if (request.method != "GET" && request.method != "POST")
            return u"A request that is neither GET nor POST was not sent."_s;
        return stop.stop_requested() ? u"Stopped before the request was sent."_s : QString();
    }

    /// Made late, so that it belongs to the thread that works with it.
    QNetworkAccessManager& network()
    {
        if (!m_network) {
            m_network = std::make_unique<QNetworkAccessManager>();
            m_network->setCookieJar(&m_cookies);
            m_cookies.setParent(nullptr); // the manager would delete it
            if (isLoopback(m_origin))
                m_network->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        }
        return *m_network;
    }

    QString m_origin;
    QSslConfiguration m_tls;
    SessionCookies m_cookies;
    std::unique_ptr<QNetworkAccessManager> m_network; // after the cookies: it points at them
};

Result<QSslConfiguration> tlsWith(const QString& caFile)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (caFile.isEmpty())
        return tls;
    QFile file(caFile);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::BadInput, u"The certificate file %1 cannot be read: %2."_s.arg(
                                                forCell(caFile), forCell(file.errorString())));
    const auto certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty())
        return failure(ErrorKind::BadInput, u"The file %1 holds no certificate."_s.arg(forCell(caFile)), {},
                       u"Give a PEM file."_s);
    tls.addCaCertificates(certificates);
    return tls;
}

} // namespace

Result<std::unique_ptr<Transport>> makeQtTransport(const QString& origin, const QString& caFile)
{
    const auto canonical = canonicalOrigin(origin);
    if (!canonical)
        return tl::unexpected(canonical.error());
    if (!canonical->startsWith("https://"_L1) && !isLoopback(*canonical))
        return failure(ErrorKind::BadInput, u"%1 is not reached by https."_s.arg(forCell(*canonical)), {},
                       u"Only a registry on this machine may be reached by http."_s);
    auto tls = tlsWith(caFile);
    if (!tls)
        return tl::unexpected(tls.error());
    return std::make_unique<QtTransport>(*canonical, std::move(*tls));
}

} // namespace cordon
