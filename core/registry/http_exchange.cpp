// SPDX-License-Identifier: Apache-2.0
#include "core/registry/http_exchange.h"

#include "core/domain/visible_text.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace cordon {
namespace {

constexpr qint64 kBodyCap = 8 * 1024 * 1024;
constexpr qint64 kHeaderCap = 64 * 1024;
constexpr qint64 kReadAhead = 1024 * 1024;

QNetworkRequest prepared(const HttpRequest& request, const QSslConfiguration& tls)
{
    QNetworkRequest prepared(request.url);
    prepared.setSslConfiguration(tls);
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    prepared.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    prepared.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    prepared.setRawHeader("User-Agent", "Cordon/" CORDON_VERSION);
    prepared.setRawHeader("Accept-Language", "en");
    // As it stands on the wire, so that a body can be checked against its Content-Length and
    // nothing can grow while it is unpacked.
    prepared.setRawHeader("Accept-Encoding", "identity");
    for (const auto& [name, value] : request.headers)
        prepared.setRawHeader(name, value);
    return prepared;
}

/// Qt turns every status from 400 on into an error although the answer is whole.
bool onlySaysTheStatus(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::NoError:
        return true;
    case QNetworkReply::ContentReSendError:
        return false;
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return status >= 400;
    default:
        return status >= 400 && error >= QNetworkReply::ContentAccessDenied;
    }
}

/// Errors from before a connection stood.
bool neverConnected(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError ||
           error == QNetworkReply::SslHandshakeFailedError;
}

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager& network, const QSslConfiguration& tls, const HttpRequest& request)
    : m_network(network), m_tls(tls), m_request(request)
{
}

void HttpExchange::start()
{
    QNetworkRequest request = prepared(m_request, m_tls);
    if (m_request.method == "POST") {
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
        m_upload = std::make_unique<OneShotBody>(m_request.body);
        m_reply.reset(m_network.post(request, m_upload.get()));
    } else {
        m_reply.reset(m_network.get(request));
    }
    // Qt's network thread reads ahead of ours; this is how far.
    m_reply->setReadBufferSize(kReadAhead);
    QObject::connect(m_reply.get(), &QNetworkReply::metaDataChanged, &m_loop, [this] { takeHeaders(); });
    QObject::connect(m_reply.get(), &QNetworkReply::readyRead, &m_loop, [this] { takeBody(); });
    QObject::connect(m_reply.get(), &QNetworkReply::finished, &m_loop, &QEventLoop::quit);
}

HttpAnswer HttpExchange::run(std::stop_token stop)
{
    start();
    QTimer deadline;
    deadline.setSingleShot(true);
    deadline.setTimerType(Qt::PreciseTimer);
    QObject::connect(&deadline, &QTimer::timeout, &m_loop, [this] { giveUp(End::Deadline); });
    deadline.start(m_request.deadline);
    // Runs on whatever thread asks for the stop; the rest happens here, in the loop.
    const std::stop_callback onStop(stop, [this] {
        QMetaObject::invokeMethod(
            &m_loop, [this] { giveUp(End::Stopped); }, Qt::QueuedConnection);
    });
    if (!m_reply->isFinished())
        m_loop.exec(QEventLoop::ExcludeUserInputEvents);
    if (m_end == End::Finished) {
        takeHeaders();
        takeBody();
    }
    return judged();
}

void HttpExchange::giveUp(End why)
{
    if (m_end == End::Finished)
        m_end = why;
    if (!m_reply->isFinished())
        m_reply->abort();
}

void HttpExchange::takeHeaders()
{
    m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_answer.headers.clear();
    qint64 size = 0;
    const auto pairs = m_reply->rawHeaderPairs();
    for (const auto& [name, value] : pairs) {
        size += name.size() + value.size();
        // Qt joins repeated Set-Cookie lines with line breaks.
        const auto lines = value.split('\n');
        for (const QByteArray& line : lines)
            m_answer.headers.emplace_back(name, line);
    }
    if (size > kHeaderCap || m_answer.header("Content-Length").toLongLong() > kBodyCap)
        giveUp(End::TooLarge);
}

void HttpExchange::takeBody()
{
    m_answer.body += m_reply->read(kBodyCap + 1 - m_answer.body.size());
    if (m_answer.body.size() > kBodyCap)
        giveUp(End::TooLarge);
}

ExchangeState HttpExchange::lost() const
{
    if (m_upload)
        return m_upload->touched() || m_request.body.isEmpty() ? ExchangeState::Unknown : ExchangeState::NotSent;
    return neverConnected(m_reply->error()) ? ExchangeState::NotSent : ExchangeState::Unknown;
}

/// Why the length of the body proves nothing; empty where it is whole. Any oddity counts
/// (security.md T30).
QString HttpExchange::framingTrouble() const
{
    if (m_answer.status == 204 || m_answer.status == 304)
        return {};
    const QByteArray coding = m_answer.header("Content-Encoding").trimmed().toLower();
    if (!coding.isEmpty() && coding != "identity")
        return u"its answer was packed although that was not asked for"_s;
    const QByteArray transfer = m_answer.header("Transfer-Encoding").trimmed().toLower();
    const QByteArray length = m_answer.header("Content-Length").trimmed();
    if (transfer == "chunked" && length.isEmpty())
        return {};
    bool ok = false;
    const qint64 promised = length.toLongLong(&ok);
    if (!ok || promised < 0 || !transfer.isEmpty())
        return u"its answer did not say how long it is"_s;
    return promised == m_answer.body.size() ? QString() : u"its answer ended too early"_s;
}

HttpAnswer HttpExchange::judged() const
{
    HttpAnswer answer = m_answer;
    const QString who = forCell(m_request.url.host());
    answer.state = lost();
    switch (m_end) {
    case End::Deadline:
        answer.trouble = u"%1 did not answer within %2 s."_s.arg(who).arg(double(m_request.deadline.count()) / 1000);
        return answer;
    case End::Stopped:
        answer.trouble = u"Stopped before %1 had answered."_s.arg(who);
        return answer;
    case End::TooLarge:
        answer.trouble = u"The answer of %1 was too large and was given up."_s.arg(who);
        return answer;
    case End::Finished:
        break;
    }
    if (m_answer.status == 0 || !onlySaysTheStatus(m_reply->error(), m_answer.status)) {
        // The one-shot body's refusal to go out again; Qt has no words for it.
        const QString why = m_reply->error() == QNetworkReply::ContentReSendError
                                ? u"the connection broke before an answer came"_s
                                : forCell(m_reply->errorString());
        answer.trouble = u"The exchange with %1 failed: %2."_s.arg(who, why);
        return answer;
    }
    const QString odd = framingTrouble();
    answer.state = odd.isEmpty() ? ExchangeState::Complete : ExchangeState::Unknown;
    if (!odd.isEmpty())
        answer.trouble = u"The exchange with %1 failed: %2."_s.arg(who, odd);
    return answer;
}

} // namespace cordon
