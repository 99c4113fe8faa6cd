// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/one_shot_body.h"
#include "core/registry/transport.h"

#include <QEventLoop>
#include <QNetworkReply>
#include <QSslConfiguration>

#include <memory>

class QNetworkAccessManager;

namespace cordon {

/// One request and its answer, from first to last byte, in a local event loop on the calling thread.
class HttpExchange {
public:
    HttpExchange(QNetworkAccessManager& network, const QSslConfiguration& tls, const HttpRequest& request);
    [[nodiscard]] HttpAnswer run(std::stop_token stop);

private:
    enum class End { Finished, Deadline, Stopped, TooLarge };

    void start();
    void giveUp(End why);
    void takeHeaders();
    void takeBody();
    [[nodiscard]] HttpAnswer judged() const;
    [[nodiscard]] ExchangeState lost() const;
    [[nodiscard]] QString framingTrouble() const;

    QNetworkAccessManager& m_network;
    const QSslConfiguration& m_tls;
    const HttpRequest& m_request;
    std::unique_ptr<OneShotBody> m_upload;
    std::unique_ptr<QNetworkReply> m_reply;
    QEventLoop m_loop;
    HttpAnswer m_answer;
    End m_end = End::Finished;
};

} // namespace cordon
