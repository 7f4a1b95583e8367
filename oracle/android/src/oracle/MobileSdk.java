package oracle;

import com.amazonaws.AmazonWebServiceClient;
import com.amazonaws.auth.CognitoCredentialsProvider;
import com.amazonaws.mobile.client.AWSMobileClient;
import com.amazonaws.mobile.config.AWSConfiguration;
import com.amazonaws.mobileconnectors.cognitoidentityprovider.CognitoUserPool;
import java.lang.reflect.Method;
import java.util.Collection;
import org.json.JSONObject;

/** What the AWS Mobile SDK makes of `awsconfiguration.json`. */
final class MobileSdk {
  private MobileSdk() {}

  static JSONObject read(String text) throws Exception {
    AWSConfiguration config = new AWSConfiguration(new JSONObject(text));
    JSONObject read = new JSONObject();
    CognitoUserPool pool = new CognitoUserPool(new NoDevice(), config);
    read.put("userPoolId", pool.getUserPoolId());
    read.put("clientId", pool.getClientId());
    read.put("clientSecret", Inside.get(pool, "clientSecret"));
    read.put("region", regionOf(Inside.get(pool, "client")));
    if (config.optJsonObject("CredentialsProvider") != null) {
      CognitoCredentialsProvider provider = new CognitoCredentialsProvider(config);
      read.put("identityPoolId", provider.getIdentityPoolId());
      read.put("identityPoolRegion", regionOf(Inside.get(provider, "cib")));
    }
    JSONObject auth = config.optJsonObject("Auth");
    if (auth == null) return read;
    read.put("authFlow", auth.optString("authenticationFlowType"));
    if (auth.has("OAuth")) addPages(read, config);
    return read;
  }

  /** Its `AuthClient` sends the two redirect URLs as they stand, and always asks for `code`. */
  private static void addPages(JSONObject read, AWSConfiguration config) throws Exception {
    AWSMobileClient client = Inside.without(AWSMobileClient.class);
    Inside.set(client, "mContext", new NoDevice());
    Method of = AWSMobileClient.class.getDeclaredMethod("getHostedUIJSONFromJSON", AWSConfiguration.class);
    Method pages = AWSMobileClient.class.getDeclaredMethod("getHostedUI", JSONObject.class);
    of.setAccessible(true);
    pages.setAccessible(true);
    Object made = pages.invoke(client, of.invoke(client, config));
    read.put("domain", Inside.get(made, "mAppWebDomain"));
    read.put("oauthClientId", Inside.get(made, "mAppClientId"));
    read.put("responseType", "code");
    read.put("signIn", Inside.get(made, "mSignInRedirect"));
    read.put("signOut", Inside.get(made, "mSignOutRedirect"));
    read.put("scopes", Main.sorted((Collection<?>) Inside.get(made, "mScopes")));
  }

  /** `https://cognito-idp.eu-west-1.amazonaws.com` */
  private static String regionOf(Object client) {
    return ((AmazonWebServiceClient) client).getEndpoint().split("\\.")[1];
  }
}
