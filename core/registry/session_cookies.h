// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QNetworkCookieJar>

namespace cordon {

/// Cookies of one origin, in memory only. Cookies for other hosts or for sub-domains are dropped, and
/// over https those that are not Secure (security.md T34).
class SessionCookies : public QNetworkCookieJar {
public:
    bool setCookiesFromUrl(const QList<QNetworkCookie>& cookies, const QUrl& url) override;
    void set(const QByteArray& name, const QByteArray& value, const QUrl& origin);
    void clear();
};

} // namespace cordon
