using System.Globalization;
using System.Net;
using System.Text;
using Isobar.Server.Api.Access;
using Isobar.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Isobar.Server.Tests.Api.Access;

/// <summary>The examples that are published with Signature Version 4.</summary>
public sealed class SignatureVectorTests
{
    [Theory]
    [InlineData("GET", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("GET", "/?Param2=value2&Param1=value1", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("POST", "/", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    public void Examples_of_the_test_suite_are_verified(string method, string target, string body, string signature) =>
        Assert.True(Check(
            method, target, Encoding.UTF8.GetBytes(body), "20150830T123600Z", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service",
            "host;x-amz-date", signature, ("Host", "example.amazonaws.com")).IsAllowed);

    [Fact]
    public void A_body_in_signed_chunks_is_put_together()
    {
        AccessOutcome outcome = CheckChunks(Chunks('a'));
        Assert.True(outcome.IsAllowed, outcome.Fault?.Message);
        Assert.Equal(Enumerable.Repeat((byte)'a', 66_560), outcome.Body.ToArray());
    }

    [Fact]
    public void A_chunk_that_was_changed_is_refused()
    {
        byte[] body = Chunks('a');
        body[^200] = (byte)'b';
        Assert.Equal("InvalidSignatureException", CheckChunks(body).Fault?.Code);
    }

    [Fact]
    public void Chunks_without_the_last_are_refused()
    {
        byte[] body = Chunks('a');
        Assert.Equal("InvalidSignatureException", CheckChunks(body[..^88]).Fault?.Code);
    }

    [Fact]
    public void No_cut_of_the_chunks_is_let_in_or_throws()
    {
        byte[] body = Chunks('a');
        for (int length = 0; length < body.Length; length += length < 200 ? 1 : 997)
        {
            Assert.False(CheckChunks(body[..length]).IsAllowed);
        }
    }

    private static byte[] Chunks(char letter) => Encoding.ASCII.GetBytes(
        $"10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n{new string(letter, 65_536)}\r\n"
        + $"400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n{new string(letter, 1_024)}\r\n"
        + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n");

    private static AccessOutcome CheckChunks(byte[] body) => Check(
        "PUT", "/examplebucket/chunkObject.txt", body, "20130524T000000Z", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3",
        "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
        "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", ("Host", "s3.amazonaws.com"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ("x-amz-content-sha256", ChunkedBody.PayloadWord), ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824"));

    private static AccessOutcome Check(
        string method, string target, byte[] body, string date, string id, string secret, string region, string service, string signed, string signature,
        params (string Name, string Value)[] headers)
    {
        DefaultHttpContext context = new();
        context.Request.Method = method;
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.Headers["X-Amz-Date"] = date;
        context.Request.Headers.Authorization =
            $"AWS4-HMAC-SHA256 Credential={id}/{date[..8]}/{region}/{service}/aws4_request,SignedHeaders={signed},Signature={signature}";
        foreach ((string name, string value) in headers)
        {
            context.Request.Headers[name] = value;
        }
        AccessKey key = new(id, "123456789012", AccessPolicy.Full, secret);
        RequestAuthenticator authenticator = new(
            _ => key, new AccessSettings("123456789012"), new HostFilter(new IPEndPoint(IPAddress.Loopback, 80), []), new At(date));
        return authenticator.Authenticate(context.Request, body, service);
    }

    private sealed class At(string date) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() =>
            DateTimeOffset.ParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }
}
