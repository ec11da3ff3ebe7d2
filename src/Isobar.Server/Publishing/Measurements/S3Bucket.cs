using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Isobar.Server.Configuration;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>A bucket of Amazon S3, or of any store that speaks its protocol.</summary>
internal sealed class S3Bucket : IBucket
{
    private readonly string _name;
    private readonly string _place;
    private readonly AmazonS3Client _client;

    /// <param name="name">Its name.</param>
    /// <param name="configuration">Where it is, and who asks.</param>
    public S3Bucket(string name, BucketConfiguration configuration)
    {
        _name = name;
        _place = configuration.Place;
        AmazonS3Config settings = new()
        {
            AuthenticationRegion = configuration.Region,
            ForcePathStyle = configuration.HasPathStyle,
            // Attempts are repeated by whoever asks, on a clock of its own.
            MaxErrorRetry = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            // Checksums in trailers are unknown to many stores; the signature covers the content already.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (configuration.Endpoint is { } endpoint)
        {
            settings.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(configuration.Region);
        }
        _client = configuration is { AccessKey: { } id, SecretKey: { } secret } ? new(new BasicAWSCredentials(id, secret), settings) : new(settings);
    }

    /// <inheritdoc/>
    public async Task PutAsync(string key, Stream file, CancellationToken cancel)
    {
        PutObjectRequest request = new()
        {
            BucketName = _name,
            Key = key,
            InputStream = file,
            AutoCloseStream = false,
            ContentType = "application/x-gzip",
            UseChunkEncoding = false,
        };
        try
        {
            await _client.PutObjectAsync(request, cancel);
        }
        catch (AmazonS3Exception error)
        {
            // A key may be allowed for some prefixes only; a bucket that is not there, or a store that is ill, is so for all.
            bool isOfOne = (int)error.StatusCode is >= 400 and < 500 && error.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests);
            throw new DeliveryException($"{_place} answers {(int)error.StatusCode} {error.ErrorCode}: {error.Message}", isOfOne, error);
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            throw new DeliveryException($"{_place} cannot be reached: {(error.InnerException ?? error).Message}", isOfOne: false, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
