"""accounts/me/"""


def test_me_is_flat(api, user):
    response = api.get("/api/v1/accounts/me/")

    assert response.status_code == 200
    body = response.json()
    assert body["id"] == user.pk
    assert body["email"] == "alice@example.com"
    assert body["first_name"] == "Alice"
    assert body["last_name"] == "Archer"
    assert body["home_currency"] == "GBP"
    assert "password" not in body


def test_anonymous_is_401_not_403(anonymous):
    response = anonymous.get("/api/v1/accounts/me/")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["error"] == response.json()["detail"]


def test_a_session_cookie_does_not_sign_anybody_in(client, user):
    client.force_login(user)

    assert client.get("/api/v1/accounts/me/").status_code == 401
