using System.Net;
using Isobar.Server.Api.Access;
using Isobar.Server.Hosting;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api.Access;

public sealed class RequestAuthenticatorTests
{
    public static TheoryData<string> Recorded => [.. RecordedRequest.All.Select(request => request.Name)];

    private static RecordedRequest Get => Find("get_health_event");

    private static RecordedRequest Post => Find("create_monitor");

    private static RecordedRequest Presigned => Find("presigned");

    [Theory]
    [MemberData(nameof(Recorded))]
    public void What_a_real_client_signed_is_let_in(string name)
    {
        RecordedRequest request = RecordedRequest.All.Single(candidate => candidate.Name == name);
        AccessOutcome outcome = Check(request);
        Assert.True(outcome.IsAllowed, outcome.Fault?.Message);
        Assert.Equal(RecordedRequest.Key.Id, outcome.Caller.KeyId);
        Assert.Equal("123456789012", outcome.Caller.Account);
    }

    [Fact]
    public void A_body_that_was_changed_is_refused() => Refused(Post with { Body = Post.Body.Replace("shop", "shoq", StringComparison.Ordinal) }, "InvalidSignatureException");

    [Fact]
    public void A_path_that_was_changed_is_refused() => Refused(Get with { Target = Get.Target.Replace("latency-75", "latency-76", StringComparison.Ordinal) }, "InvalidSignatureException");

    [Fact]
    public void A_slash_is_not_an_encoded_slash() => Refused(Get with { Target = Get.Target.Replace("%2F", "/", StringComparison.Ordinal) }, "InvalidSignatureException");

    [Fact]
    public void A_method_that_was_changed_is_refused() => Refused(Get with { Method = "DELETE" }, "InvalidSignatureException");

    [Fact]
    public void A_query_that_was_added_is_refused() => Refused(Get with { Target = Get.Target + "?LinkedAccountId=999999999999" }, "InvalidSignatureException");

    [Fact]
    public void A_signed_header_that_was_changed_is_refused() => Refused(Get.With("Host", "localhost:8610"), "InvalidSignatureException");

    [Fact]
    public void An_amz_header_that_was_added_is_refused()
    {
        AccessFault fault = Refused(Post.With("X-Amz-Target", "Other"), "InvalidSignatureException");
        Assert.Contains("must be a 'SignedHeader'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_wrong_digit_of_the_signature_is_enough()
    {
        string authorization = Get.Headers["Authorization"];
        char last = authorization[^1] == '0' ? '1' : '0';
        AccessFault fault = Refused(Get.With("Authorization", authorization[..^1] + last), "InvalidSignatureException");
        Assert.Equal("SignatureDoesNotMatch", fault.QueryCode);
        Assert.StartsWith("The request signature we calculated does not match", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_there_is_unknown()
    {
        AccessFault fault = Assert.IsType<AccessFault>(Check(Get, find: _ => null).Fault);
        Assert.Equal(("UnrecognizedClientException", "InvalidClientTokenId", 403), (fault.Code, fault.QueryCode, fault.Status));
        Assert.Equal("The security token included in the request is invalid.", fault.Message);
    }

    [Fact]
    public void A_session_token_is_refused_as_unknown() => Refused(SignedWithToken(), "UnrecognizedClientException");

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Clocks_may_differ_by_five_minutes(int secondsLater, bool isAllowed)
    {
        AccessOutcome outcome = Check(Get, secondsLater: secondsLater);
        Assert.Equal(isAllowed, outcome.IsAllowed);
        if (!isAllowed)
        {
            Assert.Equal("InvalidSignatureException", outcome.Fault!.Code);
            Assert.StartsWith(secondsLater > 0 ? "Signature expired: " : "Signature not yet current: ", outcome.Fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    [InlineData(-301, false)]
    public void A_presigned_request_lives_as_long_as_it_says(int secondsLater, bool isAllowed) =>
        Assert.Equal(isAllowed, Check(Presigned, secondsLater: secondsLater).IsAllowed);

    [Fact]
    public void The_life_of_a_presigned_request_cannot_be_lengthened() =>
        Refused(Presigned with { Target = Presigned.Target.Replace("X-Amz-Expires=600", "X-Amz-Expires=6000", StringComparison.Ordinal) }, "InvalidSignatureException");

    [Fact]
    public void A_signature_is_good_for_one_service()
    {
        AccessFault fault = Assert.IsType<AccessFault>(Check(Get, service: "monitoring").Fault);
        Assert.Equal("InvalidSignatureException", fault.Code);
        Assert.Contains("'monitoring'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_of_one_Region_takes_signatures_of_no_other() =>
        Assert.Equal("InvalidSignatureException", Check(Get, new AccessSettings("000000000000", Region: "us-east-1")).Fault?.Code);

    [Fact]
    public void A_request_without_a_signature_is_told_so()
    {
        AccessFault fault = Refused(Get.With("Authorization", null).With("Host", "127.0.0.1"), "MissingAuthenticationTokenException");
        Assert.Equal("MissingAuthenticationToken", fault.QueryCode);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a/20260101/internetmonitor/aws4_request, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260101/r/internetmonitor/aws4_request, SignedHeaders=host, Signature=zz")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260101/r/internetmonitor, SignedHeaders=host, Signature=")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260101/r/internetmonitor/aws4_request, SignedHeaders=x-amz-date, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential, SignedHeaders, Signature")]
    [InlineData("AWS4-HMAC-SHA256 ,,,===,=")]
    public void A_signature_that_cannot_be_read_is_incomplete(string authorization) => Refused(Get.With("Authorization", authorization), "IncompleteSignatureException");

    [Fact]
    public void An_open_server_needs_no_signature()
    {
        AccessOutcome outcome = Check(Get.With("Authorization", null), new AccessSettings("123456789012", IsOpen: true));
        Assert.True(outcome.IsAllowed);
        Assert.Null(outcome.Caller.KeyId);
        Assert.True(outcome.Caller.May("internetmonitor:DeleteMonitor"));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example")]
    public void Even_an_open_server_refuses_what_a_web_page_could_send(string header, string value)
    {
        AccessOutcome outcome = Check(Get.With("Authorization", null).With(header, value), new AccessSettings("123456789012", IsOpen: true));
        Assert.Equal(("AccessDeniedException", 403), (outcome.Fault?.Code, outcome.Fault?.Status ?? 0));
    }

    [Fact]
    public void A_signed_request_may_come_from_a_web_page() => Assert.True(Check(Get.With("Origin", "https://console.example")).IsAllowed);

    [Fact]
    public void A_key_that_asks_too_often_waits_and_others_do_not()
    {
        FakeTimeProvider time = new();
        KeyThrottle throttle = new(perSecond: 2, burst: 3, time);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => throttle.TryTake("a")));
        Assert.True(throttle.TryTake("b"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => throttle.TryTake("a")));
    }

    [Fact]
    public void A_throttled_request_is_told_so()
    {
        RequestAuthenticator authenticator = Make(Get, new AccessSettings("000000000000", RequestsPerSecond: 0.001, Burst: 1));
        Assert.True(authenticator.Authenticate(Get.Request(), Get.BodyBytes, Get.Service).IsAllowed);
        AccessFault fault = authenticator.Authenticate(Get.Request(), Get.BodyBytes, Get.Service).Fault!;
        Assert.Equal(("ThrottlingException", 429, "Rate exceeded"), (fault.Code, fault.Status, fault.Message));
    }

    private static RecordedRequest Find(string name) => RecordedRequest.All.First(request => request.Name.EndsWith(name, StringComparison.Ordinal));

    private static RecordedRequest SignedWithToken()
    {
        RecordedRequest request = Get.With("X-Amz-Security-Token", "session");
        return request.With("Authorization", request.Headers["Authorization"].Replace("host;x-amz-date", "host;x-amz-date;x-amz-security-token", StringComparison.Ordinal));
    }

    private static AccessFault Refused(RecordedRequest request, string code)
    {
        AccessFault fault = Assert.IsType<AccessFault>(Check(request).Fault);
        Assert.Equal((code, 403), (fault.Code, fault.Status));
        return fault;
    }

    private static AccessOutcome Check(
        RecordedRequest request, AccessSettings? settings = null, Func<string, AccessKey?>? find = null, int secondsLater = 0, string? service = null) =>
        Make(request, settings, find, secondsLater).Authenticate(request.Request(), request.BodyBytes, service ?? request.Service);

    private static RequestAuthenticator Make(
        RecordedRequest request, AccessSettings? settings = null, Func<string, AccessKey?>? find = null, int secondsLater = 0) => new(
        find ?? (id => id == RecordedRequest.Key.Id ? RecordedRequest.Key : null), settings ?? new AccessSettings("000000000000"),
        new HostFilter(new IPEndPoint(IPAddress.Loopback, 8610), []), new FixedClock(request.SignedAt.AddSeconds(secondsLater)));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
